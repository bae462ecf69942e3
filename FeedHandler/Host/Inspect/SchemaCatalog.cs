using System.Diagnostics.CodeAnalysis;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;

namespace FeedHandler.Host.Inspect;

/// <summary>The schemas that messages are decoded by: those given first, then those built in.</summary>
internal sealed class SchemaCatalog
{
    private const string ResourcePrefix = "schemas/";
    private readonly DynamicDecoder[] _decoders;
    private readonly int _givenCount;

    /// <summary>Prepares schemas.</summary>
    /// <param name="given">Schemas from the command line; they go before built-in ones of the same id.</param>
    public SchemaCatalog(IReadOnlyCollection<SbeSchema> given)
    {
        _givenCount = given.Count;
        _decoders = [.. given.Concat(BuiltIn()).Select(static schema => new DynamicDecoder(new DynamicSchema(schema)))];
    }

    /// <summary>Chooses the schema of a message by its ids: the sender's version, else the next newer one, else the newest.</summary>
    /// <param name="payload">The packet.</param>
    /// <param name="frame">The message in it.</param>
    /// <param name="decoder">The decoder; null when no schema has the template.</param>
    /// <param name="header">
    /// What the header says by that schema; when the result is false, by the first given one where nothing else tells its layout, or the frame's guess.
    /// </param>
    public bool TryChoose(ReadOnlySpan<byte> payload, in MessageFrame frame, [NotNullWhen(true)] out DynamicDecoder? decoder, out DynamicHeader header)
    {
        (decoder, header) = (null, frame.Header);
        ReadOnlySpan<byte> message = payload[frame.HeaderOffset..frame.End];
        long bestRank = long.MaxValue;
        for (int index = 0; index < _decoders.Length; index++)
        {
            DynamicSchema schema = _decoders[index].Schema;
            DynamicHeader candidate = frame.Header;
            if (!frame.HasOwnHeader && !schema.TryReadHeader(message, out candidate)) continue;
            if (!IsOf(schema, candidate)) continue;
            long rank = Rank(schema.Schema.Version, candidate.Version ?? schema.Schema.Version, isGiven: index < _givenCount);
            if (rank >= bestRank) continue;
            (bestRank, decoder, header) = (rank, _decoders[index], candidate);
        }

        if (decoder is null && !frame.HasLength && _givenCount > 0 && _decoders[0].Schema.TryReadHeader(message, out DynamicHeader own)) header = own;
        return decoder is not null;
    }

    /// <summary>
    /// What is wrong with the end of a packet that is shorter than the least message header of the schemas given, or else of those built in;
    /// null when it is not.
    /// </summary>
    public string? Shortage(in MessageFrame frame)
    {
        int headerBytes = _decoders.Take(_givenCount > 0 ? _givenCount : _decoders.Length).Min(static decoder => decoder.Schema.HeaderSize);
        return frame.HasLength || frame.Length >= headerBytes ? null : $"{frame.Length} bytes are left, and a message header has {headerBytes}";
    }

    /// <summary>The schemas, those given first.</summary>
    public IEnumerable<SbeSchema> Schemas => _decoders.Select(static decoder => decoder.Schema.Schema);

    /// <summary>What is missing to decode a message for which no schema was chosen.</summary>
    /// <param name="header">What <see cref="TryChoose"/> says of its header.</param>
    public string Lack(in DynamicHeader header)
    {
        long? id = header.SchemaId;
        bool hasSchema = Array.Exists(_decoders, decoder => decoder.Schema.Schema.Id == id);
        return hasSchema ? $"schema {id} has no template {header.TemplateId}" : $"no schema {id}";
    }

    private static bool IsOf(DynamicSchema schema, in DynamicHeader header) =>
        (header.SchemaId is null || header.SchemaId == schema.Schema.Id) && header.TemplateId is { } template && schema.TryGetMessage(template, out _);

    // A newer schema reads all of an older sender; an older one only what it knows.
    private static long Rank(long version, long wireVersion, bool isGiven)
    {
        const long Older = 1L << 40;
        const long BuiltInRank = 1L << 50;
        long distance = version >= wireVersion ? version - wireVersion : Older + wireVersion - version;
        return distance + (isGiven ? 0 : BuiltInRank);
    }

    private static IEnumerable<SbeSchema> BuiltIn()
    {
        System.Reflection.Assembly assembly = typeof(SchemaCatalog).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using StreamReader text = new(assembly.GetManifestResourceStream(name)!);
            yield return SchemaReader.Read(text.ReadToEnd()).Schema ?? throw new InvalidDataException($"The built-in schema {name} has errors.");
        }
    }
}
