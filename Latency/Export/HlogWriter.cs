using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using HdrHistogram;

namespace FeedHandler.Latency.Export;

/// <summary>
/// Writes a histogram log (`.hlog`), interval by interval, in UTF-8, for the tools of every language that HdrHistogram has. Once it has written the largest
/// line, a further one allocates nothing: the package's own writer makes half a megabyte of garbage each, in UTF-16.
/// </summary>
public sealed class HlogWriter
{
    private const int Cookie = 0x1C849314;
    private const int PrefixSize = 8;
    private const int NumbersSizeMax = 128;
    private const ulong NsPerUs = 1000;
    private readonly ZlibEncoder _zlib = new();
    private Stream _stream;
    private byte[] _plain = [];
    private byte[] _packed = [];
    private byte[] _line = [];

    /// <summary>Prepares to write; <see cref="WriteHeader"/> comes first.</summary>
    /// <param name="stream">Where to write; it is flushed after each line, and not closed.</param>
    public HlogWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
    }

    /// <summary>How many bytes were written to the stream that is written now.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Goes on in another stream, with the same memory; a header begins it too.</summary>
    /// <param name="stream">As for the constructor.</param>
    public void MoveTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, ByteCount) = (stream, 0);
    }

    /// <summary>Begins the log.</summary>
    /// <param name="start">When what it holds began.</param>
    public void WriteHeader(DateTimeOffset start)
    {
        (long seconds, long ms) = Math.DivRem(start.ToUnixTimeMilliseconds(), 1000);
        string header = string.Create(CultureInfo.InvariantCulture, $"""
            #[Histogram log format version 1.3]
            #[StartTime: {seconds}.{ms:D3} (seconds since epoch), {start.UtcDateTime:o}]
            "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"

            """);
        Write(Encoding.UTF8.GetBytes(header));
    }

    /// <summary>Writes an interval. Those of one series follow in the order of their begins.</summary>
    /// <param name="tag">Names the series: without commas and white space. Empty for the one without a name.</param>
    /// <param name="histogram">What was counted in the interval, in nanoseconds; nobody records into it meanwhile.</param>
    /// <param name="from">When the interval began, not before 1970.</param>
    /// <param name="to">When it ended.</param>
    /// <exception cref="ArgumentException">The tag would break the line, or the interval ends before it begins.</exception>
    public void WriteInterval(string tag, HistogramBase histogram, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(histogram);
        Require(tag, from, to);
        int packedSize = Pack(histogram, out long highest);
        Reserve(ref _line, (tag.Length * 3) + NumbersSizeMax + Base64.GetMaxEncodedToUtf8Length(packedSize));
        int size = WriteFields(tag, from.ToUnixTimeMilliseconds(), (to - from).Ticks / TimeSpan.TicksPerMillisecond, (ulong)highest);
        Base64.EncodeToUtf8(_packed.AsSpan(0, packedSize), _line.AsSpan(size), out _, out int textSize);
        size += textSize;
        _line[size++] = (byte)'\n';
        Write(_line.AsSpan(0, size));
    }

    // A line is given at once, so that whoever reads meanwhile, or after the program was killed, finds whole lines.
    private void Write(ReadOnlySpan<byte> text)
    {
        _stream.Write(text);
        _stream.Flush();
        ByteCount += text.Length;
    }

    private static void Require(string tag, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (char c in tag)
        {
            if (c == ',' || char.IsWhiteSpace(c)) throw new ArgumentException($"a tag holds no comma and no white space; \"{tag}\" does", nameof(tag));
        }

        if (from < DateTimeOffset.UnixEpoch || to < from) throw new ArgumentException($"no interval of a log: from {from:o} to {to:o}", nameof(from));
    }

    private static void Reserve(ref byte[] buffer, int size)
    {
        if (buffer.Length < size) buffer = new byte[size];
    }

    /// <summary>Puts the compressed form into <see cref="_packed"/>: cookie, length, and the plain form as a zlib stream.</summary>
    private int Pack(HistogramBase histogram, out long highest)
    {
        Reserve(ref _plain, HistogramBytes.SizeMax(histogram));
        int plainSize = HistogramBytes.Write(histogram, _plain, out highest);
        Reserve(ref _packed, PrefixSize + ZlibEncoder.SizeMax(plainSize));
        int size = _zlib.Encode(_plain.AsSpan(0, plainSize), _packed.AsSpan(PrefixSize));
        BinaryPrimitives.WriteInt32BigEndian(_packed, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(_packed.AsSpan(4), size);
        return PrefixSize + size;
    }

    /// <summary>Times in seconds, the highest value in milliseconds.</summary>
    private int WriteFields(string tag, long startMs, long lengthMs, ulong highestNs)
    {
        int size = 0;
        if (tag.Length > 0)
        {
            "Tag="u8.CopyTo(_line);
            size = 4 + Encoding.UTF8.GetBytes(tag, _line.AsSpan(4));
            _line[size++] = (byte)',';
        }

        size += WriteThousandths((ulong)startMs, _line.AsSpan(size));
        size += WriteThousandths((ulong)lengthMs, _line.AsSpan(size));
        return size + WriteThousandths((highestNs + (NsPerUs / 2)) / NsPerUs, _line.AsSpan(size));
    }

    /// <summary>A number with three digits behind the point, and a comma. Interpolated text would box each part of it until it is compiled well.</summary>
    private static int WriteThousandths(ulong value, Span<byte> target)
    {
        (ulong whole, ulong rest) = Math.DivRem(value, 1000);
        Utf8Formatter.TryFormat(whole, target, out int size);
        target[size++] = (byte)'.';
        Utf8Formatter.TryFormat(rest, target[size..], out int digits, new StandardFormat('D', 3));
        size += digits;
        target[size++] = (byte)',';
        return size;
    }
}
