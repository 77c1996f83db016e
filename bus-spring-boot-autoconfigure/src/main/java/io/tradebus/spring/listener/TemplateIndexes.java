package io.tradebus.spring.listener;

import io.tradebus.spring.convert.SbeHeader;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Int2IntHashMap;

/**
 * Finds the place of a schema and template in a list. Usually all are of one schema and their numbers lie close together:
 * those are looked up in a table, all others in a map.
 *
 * @param schemaId of the table
 * @param firstTemplateId at its begin
 * @param table of places
 * @param others places of what is not in the table, by {@link SbeHeader#keyOf(int, int)}
 */
record TemplateIndexes(int schemaId, int firstTemplateId, int[] table, Int2IntHashMap others) {
    /** The place of what is not in the list. */
    static final int NONE = -1;

    private static final int LONGEST_TABLE = 256;

    /** @param keys schemas and templates, each as {@link SbeHeader#keyOf(int, int)} has it; all different */
    static TemplateIndexes of(List<Integer> keys) {
        int schemaId = keys.isEmpty() ? 0 : SbeHeader.schemaOf(keys.get(0));
        int firstTemplateId = keys.stream()
                .filter(key -> SbeHeader.schemaOf(key) == schemaId)
                .mapToInt(SbeHeader::templateOf)
                .min()
                .orElse(0);
        int[] table = new int[keys.isEmpty() ? 0 : LONGEST_TABLE];
        Arrays.fill(table, NONE);
        var others = new Int2IntHashMap(NONE);
        for (int index = 0; index < keys.size(); index++) {
            int key = keys.get(index);
            int at = SbeHeader.templateOf(key) - firstTemplateId;
            if (SbeHeader.schemaOf(key) == schemaId && at < table.length) {
                table[at] = index;
            } else {
                others.put(key, index);
            }
        }
        return new TemplateIndexes(schemaId, firstTemplateId, table, others);
    }

    /** The place of a message's kind, or {@link #NONE}. Both numbers have 16 bits. */
    int indexOf(int schema, int template) {
        int at = template - firstTemplateId;
        if (schema == schemaId && at >= 0 && at < table.length) {
            return table[at];
        }
        return others.get(SbeHeader.keyOf(schema, template));
    }
}
