package io.tradebus.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the guide says about Maven: modules, other artifacts and versions are those of the project's own build. */
class GuideMavenDocumentTest {
    private static final Path POM = GuidePages.ROOT.resolve("pom.xml");

    @Test
    void artifactsAndVersionsAreThoseOfTheBuild() throws Exception {
        Set<String> known = artifactsOfTheBuild();
        List<Fence> all = GuidePages.fences("xml");

        assertThat(all).hasSizeGreaterThan(2);
        for (Fence fence : all) {
            Document document = parse("<fence>" + fence.text() + "</fence>");
            for (Element artifact : elements(document, "artifactId")) {
                assertThat(known).as(fence.place()).contains(coordinates((Element) artifact.getParentNode()));
            }
        }
    }

    /** Each artifact of the project's poms, with its version and without, since a parent may say the version. */
    private static Set<String> artifactsOfTheBuild() throws Exception {
        Document root = parse(Files.readString(POM));
        String version = child(root.getDocumentElement(), "version");
        Map<String, String> properties = new TreeMap<>();
        NodeList declared = elements(root, "properties").get(0).getChildNodes();
        for (int i = 0; i < declared.getLength(); i++) {
            properties.put(declared.item(i).getNodeName(), declared.item(i).getTextContent());
        }
        properties.put("project.version", version);
        Set<String> known = new TreeSet<>();
        for (Path pom : poms(root)) {
            for (Element artifact : elements(parse(Files.readString(pom)), "artifactId")) {
                Element owner = (Element) artifact.getParentNode();
                String coordinates = coordinates(owner);
                for (Map.Entry<String, String> property : properties.entrySet()) {
                    coordinates = coordinates.replace("${" + property.getKey() + "}", property.getValue());
                }
                known.add(coordinates);
                known.add(child(owner, "groupId") + ":" + child(owner, "artifactId"));
            }
        }
        return known;
    }

    private static List<Path> poms(Document root) {
        List<Path> poms = new ArrayList<>(List.of(POM));
        elements(root, "module")
                .forEach(module -> poms.add(GuidePages.ROOT.resolve(module.getTextContent() + "/pom.xml")));
        return poms;
    }

    private static String coordinates(Element owner) {
        String version = child(owner, "version");
        String artifact = child(owner, "groupId") + ":" + child(owner, "artifactId");
        return version.isEmpty() ? artifact : artifact + ":" + version;
    }

    private static String child(Element parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent().strip();
            }
        }
        return "";
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
