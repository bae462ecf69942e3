using System.Buffers.Binary;
using System.Text;

namespace FeedHandler.Observing;

/// <summary>
/// What an export of OTLP says (opentelemetry/proto/collector/metrics/v1/metrics_service.proto), read by field numbers: numbers by metric and labels.
/// </summary>
internal sealed class OtlpMetrics
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);

    /// <summary>What is said of the program.</summary>
    public Dictionary<string, string> Resource { get; } = new(StringComparer.Ordinal);

    /// <summary>A number.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="labels">Its labels in the order of their names, as a=b,c=d.</param>
    public double this[string name, string labels] => _values[$"{name}{{{labels}}}"];

    public string UnitOf(string name) => _units[name];

    public static OtlpMetrics Read(byte[] request)
    {
        OtlpMetrics metrics = new();
        foreach (ReadOnlyMemory<byte> resourceMetrics in Fields(request, 1))
        {
            foreach (ReadOnlyMemory<byte> resource in Fields(resourceMetrics, 1))
            {
                foreach ((string key, string value) in Attributes(resource, 1)) metrics.Resource[key] = value;
            }

            foreach (ReadOnlyMemory<byte> scope in Fields(resourceMetrics, 2))
            {
                foreach (ReadOnlyMemory<byte> metric in Fields(scope, 2)) metrics.Add(metric);
            }
        }

        return metrics;
    }

    private void Add(ReadOnlyMemory<byte> metric)
    {
        string name = Text(Fields(metric, 1).Single());
        _units[name] = Text(Fields(metric, 3).SingleOrDefault());
        foreach (ReadOnlyMemory<byte> points in Fields(metric, 5).Concat(Fields(metric, 7))) // gauge, sum
        {
            foreach (ReadOnlyMemory<byte> point in Fields(points, 1))
            {
                double value = BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Fields(point, 4).Single().Span));
                _values[$"{name}{{{string.Join(',', Attributes(point, 7).OrderBy(static label => label.Key, StringComparer.Ordinal).Select(static label => $"{label.Key}={label.Value}"))}}}"] = value;
            }
        }
    }

    private static IEnumerable<(string Key, string Value)> Attributes(ReadOnlyMemory<byte> message, int number) => Fields(message, number)
        .Select(static pair => (Text(Fields(pair, 1).Single()), Text(Fields(Fields(pair, 2).Single(), 1).SingleOrDefault())));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    // Fields of one number: length-delimited and of eight bytes; others are passed over.
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Number(message, ref at);
            int size = (tag & 7) switch
            {
                0 => SizeOfNumber(message, at),
                1 => 8,
                2 => (int)Number(message, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"no wire type {tag & 7}"),
            };
            if ((int)(tag >> 3) == number) yield return message.Slice(at, size);
            at += size;
        }
    }

    private static int SizeOfNumber(ReadOnlyMemory<byte> message, int at)
    {
        int end = at;
        Number(message, ref end);
        return end - at;
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message.Span[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
