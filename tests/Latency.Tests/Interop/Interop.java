import java.io.File;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;

/** The reference implementation's half of the exchange: `log folder` says what a log holds, and lists each interval by percentile in microseconds. */
public final class Interop {
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.US);
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
}
