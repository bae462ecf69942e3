using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Damaged messages, each at the end of a page after which nobody may read: both codecs refuse the same, and read the same.</summary>
internal sealed partial class Agreement
{
    private const int DamagedBytesMax = 300;
    private const int MakeAttemptMax = 20;

    /// <summary>Messages that were damaged, and how many of those both codecs still read.</summary>
    public (int Damaged, int Read) Damages { get; private set; }

    /// <summary>Cuts a message of every template at every byte, sets every number in it to extremes, and changes bytes at random.</summary>
    public void CheckDamaged(int damagesPerMessage)
    {
        Random random = new Random(seed);
        foreach (SbeMessage? message in generated.Schema.Messages.DistinctBy(static message => message.Id))
        {
            foreach (int version in new[] { generated.Schema.Version, random.Next(generated.Schema.Version + 1) }.Distinct())
            {
                byte[] bytes = SmallMessage(message, version);
                for (int length = 0; length < bytes.Length; length++)
                    CheckDamaged(bytes.AsSpan(0, length), message, $"cut to {length} of {bytes.Length} bytes");
                SetNumbers(bytes, message);
                for (int index = 0; index < damagesPerMessage; index++)
                    ChangeBytes(bytes, message, random);
            }
        }
    }

    private byte[] SmallMessage(SbeMessage message, int version)
    {
        int length = 0;
        for (int attempt = 0; attempt < MakeAttemptMax; attempt++)
        {
            length = _encoder.Encode(_maker.Make(generated.Schema, message), _buffer, version).Length;
            if (length <= DamagedBytesMax)
                break;
        }

        return _buffer[..length];
    }

    // Every length and count is at some offset with some width: all of them come by.
    private void SetNumbers(byte[] bytes, SbeMessage message)
    {
        foreach (ulong pattern in new ulong[] { 0, 1, 2, 0x7F, 0x80, 0xFF, 0xFE, 0xFFFE, 0xFFFF, 0x8000, 0xFFFFFFFF, 0xFFFFFFFE, 0x80000000, ulong.MaxValue })
        {
            int width = pattern <= byte.MaxValue ? 1 : pattern <= ushort.MaxValue ? 2 : pattern <= uint.MaxValue ? 4 : 8;
            for (int offset = 0; offset + width <= Math.Min(bytes.Length, DamagedBytesMax); offset++)
            {
                byte[] damaged = bytes.ToArray();
                for (int index = 0; index < width; index++)
                    damaged[offset + index] = (byte)(pattern >> (8 * (generated.Schema.ByteOrder == ByteOrder.LittleEndian ? index : width - 1 - index)));
                CheckDamaged(damaged, message, $"{pattern:X} at {offset}");
            }
        }
    }

    private void ChangeBytes(byte[] bytes, SbeMessage message, Random random)
    {
        byte[] damaged = bytes.ToArray();
        for (int count = random.Next(1, 6); count > 0; count--)
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        CheckDamaged(damaged, message, "changed at random");
    }

    private void CheckDamaged(ReadOnlySpan<byte> damaged, SbeMessage message, string damage)
    {
        ReadOnlySpan<byte> bytes = _guarded.Place(damaged);
        string? expected = MessageLines.Of(_decoder, bytes, out DynamicDecodeResult result);
        bool isKnown = _decoder.Schema.TryReadHeader(bytes, out DynamicHeader header)
            && _decoder.Schema.TryGetMessage(header.TemplateId ?? message.Id, out SbeMessage? template) && template.Id <= ushort.MaxValue;
        string? actual = isKnown ? generated.Walk((ushort)(header.TemplateId ?? message.Id), bytes) : null;
        Damages = (Damages.Damaged + 1, Damages.Read + (expected is null ? 0 : 1));
        if (string.Equals(actual, expected, StringComparison.Ordinal) || result.Status == DynamicDecodeStatus.CountOverLimit)
            return;
        string hex = Convert.ToHexString(bytes);
        Assert.That(actual, Is.EqualTo(expected), () => $"{message.Name}, seed {seed}, {damage}: {result}, {header}\n{hex}");
    }
}
