using System.Buffers.Text;
using System.Globalization;
using System.Text;
using HdrHistogram.Utilities;

namespace HdrHistogram;

/// <summary>
/// Writes histograms as lines of text in log format 1.3, which the Java implementation and its tools read: UTF-8 without a byte order
/// mark, \n at line ends, '.' in numbers. Values are taken as nanoseconds where the maximum is printed, in milliseconds.
/// </summary>
public sealed class HistogramLogWriter : IDisposable
{
    private const double NsPerMs = 1_000_000;

    private readonly StreamWriter _log;
    private ByteBuffer _encoded = ByteBuffer.Allocate(0);
    private char[] _text = [];
    private bool _hasHeader;

    /// <summary>Makes a writer to a stream.</summary>
    /// <param name="outputStream">where to write; left open</param>
    public HistogramLogWriter(Stream outputStream)
        => _log = new StreamWriter(outputStream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    /// <summary>Writes a whole log.</summary>
    /// <param name="outputStream">where to write; left open</param>
    /// <param name="startTime">start of the log, local or UTC</param>
    /// <param name="histograms">the intervals, in the order of their starts</param>
    /// <exception cref="ArgumentException">the time does not say whether it is local or UTC</exception>
    public static void Write(Stream outputStream, DateTime startTime, params HistogramBase[] histograms)
    {
        using HistogramLogWriter writer = new(outputStream);
        writer.Write(startTime, histograms);
    }

    /// <summary>Writes the header of a log, then histograms.</summary>
    /// <param name="startTime">start of the log, local or UTC</param>
    /// <param name="histograms">the intervals, in the order of their starts; may be none</param>
    /// <exception cref="ArgumentException">the time does not say whether it is local or UTC</exception>
    public void Write(DateTime startTime, params HistogramBase[] histograms)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        string seconds = startTime.SecondsSinceUnixEpoch().ToString("F3", CultureInfo.InvariantCulture);
        _log.WriteLine("#[Histogram log format version 1.3]");
        _log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#[StartTime: {seconds} (seconds since epoch), {startTime:o}]"));
        _log.WriteLine("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
        _hasHeader = true;
        foreach (HistogramBase histogram in histograms) WriteLine(histogram);
        _log.Flush();
    }

    /// <summary>Writes one histogram, after a header that starts with it when none was written yet, and flushes the stream.</summary>
    /// <param name="histogram">the interval: its time stamps in milliseconds since 1970 in UTC, its tag the series it belongs to</param>
    /// <exception cref="InvalidOperationException">a count is negative</exception>
    public void Append(HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (!_hasHeader) Write(histogram.StartTimeStamp.ToDateFromMillisecondsSinceEpoch());
        WriteLine(histogram);
        _log.Flush();
    }

    /// <summary>Writes out what is left and leaves the stream open.</summary>
    public void Dispose() => _log.Dispose();

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("F3", CultureInfo.InvariantCulture);

    private void WriteLine(HistogramBase histogram)
    {
        int textLength = EncodeAsText(histogram);
        if (!string.IsNullOrEmpty(histogram.Tag)) _log.Write($"Tag={histogram.Tag},");
        string length = Seconds(histogram.EndTimeStamp - histogram.StartTimeStamp);
        string max = (histogram.GetMaxValue() / NsPerMs).ToString("F3", CultureInfo.InvariantCulture);
        _log.Write($"{Seconds(histogram.StartTimeStamp)},{length},{max},");
        _log.WriteLine(_text.AsSpan(0, textLength));
    }

    /// <summary>Puts the encoded histogram into <see cref="_text"/> as base64 and returns its length. Both buffers are kept for the next one.</summary>
    private int EncodeAsText(HistogramBase histogram)
    {
        int neededBytes = histogram.GetNeededByteBufferCapacity();
        if (_encoded.Capacity() < neededBytes) _encoded = ByteBuffer.Allocate(neededBytes);
        _encoded.Position = 0;
        int encodedBytes = histogram.EncodeIntoCompressedByteBuffer(_encoded);
        _encoded.Position = 0;
        int textLength = Base64.GetMaxEncodedToUtf8Length(encodedBytes);
        if (_text.Length < textLength) _text = new char[textLength];
        Convert.TryToBase64Chars(_encoded.Ahead[..encodedBytes], _text, out textLength);
        return textLength;
    }
}
