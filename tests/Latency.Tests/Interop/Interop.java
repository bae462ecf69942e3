import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Random;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The reference implementation's half of the exchange: `log folder` says what a log holds, and lists each interval by percentile in microseconds;
 * `write whole|double log` writes a log and says what is in it.
 */
public final class Interop {
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.US);
        if (args[0].equals("write")) {
            write(args[1].equals("double"), args[2]);
            return;
        }

        HistogramLogReader reader = new HistogramLogReader(new File(args[0]));
        int i = 0;
        for (EncodableHistogram next; (next = reader.nextIntervalHistogram()) != null; i++) {
            Histogram histogram = (Histogram) next;
            System.out.printf("%s %d %d %d %d %d %d %d", histogram.getTag(), histogram.getStartTimeStamp(), histogram.getEndTimeStamp(),
                histogram.getLowestDiscernibleValue(), histogram.getHighestTrackableValue(), histogram.getNumberOfSignificantValueDigits(),
                histogram.getTotalCount(), histogram.getMaxValue());
            for (HistogramIterationValue value : histogram.recordedValues())
                System.out.printf(" %d:%d", value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
            System.out.print("\n");
            try (PrintStream out = new PrintStream(new FileOutputStream(new File(args[1], i + ".hgrm")), false, "UTF-8")) {
                histogram.outputPercentileDistribution(out, 5, 1000.0);
            }
        }
    }

    private static void write(boolean isDouble, String path) throws Exception {
        Random random = new Random(5);
        HistogramLogWriter writer = new HistogramLogWriter(path);
        long start = 1793889000125L;
        writer.outputLogFormatVersion();
        writer.outputStartTime(start);
        writer.outputLegend();
        for (int i = 0; i < 6; i++, start += 1000) {
            Histogram whole = new Histogram(1, 60000000000L, 3);
            DoubleHistogram parts = new DoubleHistogram(1L << 30, 3);
            for (int n = 1000 * i; n > 0; n--) {
                long value = 1 + (long) Math.exp(random.nextDouble() * 20);
                if (isDouble) parts.recordValue(value);
                else whole.recordValue(value);
            }

            EncodableHistogram next = isDouble ? parts : whole;
            next.setTag("tag-" + i % 2);
            next.setStartTimeStamp(start);
            next.setEndTimeStamp(start + 1000);
            writer.outputIntervalHistogram(next);
            System.out.printf("tag-%d %d %d %d %d %d %d%n", i % 2, start, start + 1000,
                isDouble ? parts.getTotalCount() : whole.getTotalCount(), at(parts, whole, isDouble, 50), at(parts, whole, isDouble, 99), at(parts, whole, isDouble, 100));
        }

        writer.close();
    }

    private static long at(DoubleHistogram parts, Histogram whole, boolean isDouble, double percentile) {
        return isDouble ? (long) parts.getValueAtPercentile(percentile) : whole.getValueAtPercentile(percentile);
    }
}
