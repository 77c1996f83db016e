package io.tradebus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a plot as SVG, with a logarithmic scale. */
final class SvgPlot {
    private static final int LEFT = 70;
    private static final int TOP = 44;
    private static final int HEIGHT = 200;
    private static final int BOTTOM = 96;
    private static final int CATEGORY_WIDTH = 84;
    private static final int LEAST_WIDTH = 420;
    private static final int LEGEND_STEP = 130;
    private static final int LABEL_LETTERS = 13;
    private static final int LINE_HEIGHT = 13;
    private static final double BARS_SHARE = 0.8;
    private static final List<String> COLOURS = List.of("#8a8f98", "#d08a2e", "#2463a8");

    private final Plot plot;
    private final Scale scale;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    private SvgPlot(Plot plot) {
        this.plot = plot;
        scale = Scale.of(plot.series().values());
        width = Math.max(LEAST_WIDTH, plot.categories().size() * CATEGORY_WIDTH);
    }

    static String draw(Plot plot) {
        return new SvgPlot(plot).draw();
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n",
                LEFT + width + 10, TOP + HEIGHT + BOTTOM);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        add("<text x=\"%d\" y=\"16\" font-size=\"13\">%s</text>%n", LEFT, escaped(title()));
        drawScale();
        drawCategories();
        int index = 0;
        for (Map.Entry<String, List<Double>> series : plot.series().entrySet()) {
            drawSeries(index++, series.getKey(), series.getValue());
        }
        add("</svg>%n");
        return text.toString();
    }

    private String title() {
        return plot.title().equals(plot.unit()) ? plot.unit() : plot.title() + ", " + plot.unit();
    }

    private void drawScale() {
        for (int decade = scale.from(); decade <= scale.to(); decade++) {
            double y = y(Math.pow(10, decade));
            add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n", LEFT, LEFT + width, y, y);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT - 6, y + 4, Scale.label(decade));
        }
    }

    private void drawCategories() {
        for (int i = 0; i < plot.categories().size(); i++) {
            double y = TOP + HEIGHT + LINE_HEIGHT + 2;
            for (String line : lines(plot.categories().get(i))) {
                add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n", centre(i), y, escaped(line));
                y += LINE_HEIGHT;
            }
        }
    }

    private void drawSeries(int index, String label, List<Double> values) {
        String colour = COLOURS.get(plot.series().size() == 2 && index == 1 ? 2 : index % COLOURS.size());
        int legend = LEFT + index * LEGEND_STEP;
        add("<rect x=\"%d\" y=\"24\" width=\"10\" height=\"10\" fill=\"%s\"/>%n", legend, colour);
        add("<text x=\"%d\" y=\"33\">%s</text>%n", legend + 14, escaped(label));
        if (plot.hasLines()) {
            drawLine(colour, values);
        } else {
            drawBars(index, colour, values);
        }
    }

    private void drawLine(String colour, List<Double> values) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double y = y(values.get(i));
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", centre(i), y));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", centre(i), y, colour);
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                points.toString().trim(), colour);
    }

    private void drawBars(int index, String colour, List<Double> values) {
        double barWidth = BARS_SHARE * width / values.size() / plot.series().size();
        for (int i = 0; i < values.size(); i++) {
            double y = y(values.get(i));
            double x = centre(i) + (index - plot.series().size() / 2.0) * barWidth;
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                    x, y, barWidth - 1, TOP + HEIGHT - y, colour);
        }
    }

    private double centre(int category) {
        return LEFT + (category + 0.5) * width / plot.categories().size();
    }

    private double y(double value) {
        return TOP + HEIGHT * (1 - scale.share(value));
    }

    /** Words in lines that fit below a category. */
    static List<String> lines(String label) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : label.split(" ")) {
            if (line.length() > 0 && line.length() + word.length() >= LABEL_LETTERS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).replace(System.lineSeparator(), "\n"));
    }
}
