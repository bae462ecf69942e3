using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Random messages of a schema, at every version, through generated code and through the run-time codec.</summary>
internal sealed partial class Agreement(GeneratedCodec generated, int seed) : IDisposable
{
    private const int MessageBytesMax = 1 << 20;

    private readonly DynamicDecoder _decoder = new(new(generated.Schema));
    private readonly DynamicEncoder _encoder = new(new(generated.Schema));
    private readonly MessageMaker _maker = new(seed);
    private readonly GuardedBytes _guarded = new(MessageBytesMax);
    private readonly byte[] _buffer = new byte[MessageBytesMax];
    private readonly byte[] _other = new byte[MessageBytesMax];

    public int MessageCount { get; private set; }

    public void Dispose() => _guarded.Dispose();

    /// <summary>Holds messages of every template and version against each other.</summary>
    public void Check(int messagesPerVersion)
    {
        foreach (SbeMessage? message in generated.Schema.Messages.DistinctBy(static message => message.Id))
        {
            foreach (int version in Versions.Of(generated.Schema, message))
            {
                for (int index = 0; index < messagesPerVersion; index++)
                    Check(_maker.Make(generated.Schema, message), version);
            }
        }
    }

    private void Check(DynamicMessage made, int version)
    {
        string place = $"{made.Template.Name} at version {version}, seed {seed}";
        MessageCount++;
        DynamicEncodeResult encoded = _encoder.Encode(made, _buffer, version);
        Assert.That(encoded.IsComplete, Is.True, () => $"{place}: {encoded}");
        ReadOnlySpan<byte> bytes = _guarded.Place(_buffer.AsSpan(0, encoded.Length));

        string? expected = MessageLines.Of(_decoder, bytes, out DynamicDecodeResult result);
        Assert.That(result.IsComplete, Is.True, () => $"{place}: {result}");
        Assert.That(generated.Walk(made.Template.Id, bytes), Is.EqualTo(expected), place);
        CheckEncoder(made.Template, bytes, place);
    }

    // An encoder writes the schema's version: what an older message lacks becomes null, zero or empty.
    private void CheckEncoder(SbeMessage template, ReadOnlySpan<byte> bytes, string place)
    {
        _decoder.Decode(bytes, out DynamicMessage? message);
        DynamicEncodeResult expected = _encoder.Encode(message!, _buffer, generated.Schema.Version);
        _other.AsSpan(0, expected.Length).Fill(0xA5);
        int length = generated.Transcode(template.Id, bytes, _other);
        Assert.That(length, Is.EqualTo(expected.Length), place);
        NotANumber.Unify(_decoder, _other.AsSpan(0, length));
        NotANumber.Unify(_decoder, _buffer.AsSpan(0, length));
        if (!_other.AsSpan(0, length).SequenceEqual(_buffer.AsSpan(0, length)))
            Assert.That(Lines(_other.AsSpan(0, length)), Is.EqualTo(Lines(_buffer.AsSpan(0, length))), place + ", encoders");
    }

    private string Lines(ReadOnlySpan<byte> message)
        => Convert.ToHexString(message) + "\n" + MessageLines.Of(_decoder, message, out _);
}
