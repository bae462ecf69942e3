using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>The generated code of a schema, compiled and loaded, with a program around it that compares.</summary>
internal sealed class GeneratedCodec
{
    public delegate string? WalkMessage(ushort templateId, ReadOnlySpan<byte> message);

    public delegate int TranscodeMessage(ushort templateId, ReadOnlySpan<byte> message, Span<byte> destination);

    private GeneratedCodec(SbeSchema schema, WalkMessage walk, TranscodeMessage transcode)
    {
        Schema = schema;
        Walk = walk;
        Transcode = transcode;
    }

    public SbeSchema Schema { get; }

    /// <summary>What the views read, one line for each element; null when one of them calls the message malformed.</summary>
    public WalkMessage Walk { get; }

    /// <summary>Reads a message by the views and writes it with header by the encoders; the length, or less than zero.</summary>
    public TranscodeMessage Transcode { get; }

    // The nulls and enum values of made schemas meet by chance, which is worth trying.
    private static bool IsNoValueThatIsNull(string problem) => !problem.Contains("SBE036", StringComparison.Ordinal);

    public static GeneratedCodec Of(string xml, bool mustBeClean = false)
    {
        SchemaReading reading = SchemaReader.Read(xml);
        Assert.That(reading.Schema, Is.Not.Null, () => string.Join('\n', reading.Diagnostics.Take(5)));
        CompiledSchema compiled = CompiledSchema.Of(xml);
        if (mustBeClean)
            Assert.That(compiled.Problems.Where(IsNoValueThatIsNull).Take(5), Is.Empty);
        Type type = compiled.Load(OracleSource.Of(reading.Schema!, compiled.Symbols, GeneratorRun.Namespace)).GetType(OracleSource.TypeName)!;
        return new(
            reading.Schema!,
            type.GetMethod(nameof(Walk))!.CreateDelegate<WalkMessage>(),
            type.GetMethod(nameof(Transcode))!.CreateDelegate<TranscodeMessage>());
    }
}
