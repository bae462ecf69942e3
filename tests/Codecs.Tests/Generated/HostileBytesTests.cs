using System.Buffers.Binary;
using FeedHandler.Codecs.Tests.Everything;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>Counts and lengths that no message can have: refused before anything is read by them, and in no time.</summary>
public sealed class HostileBytesTests
{
    private const int LegsDimension = All.BlockLength;
    private const int EmptyDimension = LegsDimension + 3;
    private const int RawHeader = EmptyDimension + 5 + 3;
    private const int FillsDimension = EmptyDimension + 12;

    [TestCase(-1)]
    [TestCase(int.MinValue)]
    [TestCase(int.MaxValue)]
    [TestCase(65536)]
    public void EntriesWithoutBytesAreBounded(int count)
    {
        byte[] body = Empty();
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(EmptyDimension + 1), count);

        Assert.That(Open(body).TryGetEmpty(out var group), Is.False);
        Assert.That(group.Count, Is.Zero);
    }

    [Test]
    public void SomeEntriesWithoutBytesAreWalked()
    {
        byte[] body = Empty();
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(EmptyDimension + 1), 65535);

        Assert.That(Open(body).TryGetEmpty(out var group), Is.True);
        int count = 0;
        foreach (var entry in group)
            count++;
        Assert.That(count, Is.EqualTo(65535));
    }

    [TestCase(1UL << 32)]
    [TestCase(1UL << 63)]
    [TestCase(ulong.MaxValue)]
    [TestCase(1000UL)]
    public void ALengthOf64BitsIsNotCut(ulong length)
    {
        byte[] body = Empty();
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(RawHeader), length);

        Assert.That(Open(body).TryGetRaw(out var data), Is.False);
        Assert.That(data.Length, Is.Zero);
        Assert.That(Open(body).TryGetLatin(out _), Is.False);
    }

    [TestCase(1UL << 32, 3U)]
    [TestCase((1UL << 32) + 1, 3U)]
    [TestCase(ulong.MaxValue, 0U)]
    [TestCase(ulong.MaxValue, uint.MaxValue)]
    [TestCase(2UL, 1U << 31)]
    [TestCase(1UL, 2U, Description = "a block shorter than its oldest fields")]
    public void ACountOf64BitsIsNotCut(ulong count, uint blockLength)
    {
        byte[] body = WithLeg();
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(FillsDimension), count);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(FillsDimension + 12), blockLength);

        Assert.That(Open(body).TryGetLegs(out _), Is.False);
        Assert.That(Open(body).TryGetEmpty(out _), Is.False);
        Assert.That(Open(body).TryGetEncodedLength(out _), Is.False);
        Assert.That(Open(body).ToString(), Does.Contain("(malformed)"));
    }

    [Test]
    public void AGroupOrDataOfAnotherMessageIsNoPlaceToGoOnFrom()
    {
        (byte[]? one, byte[]? other) = (EverythingMessage.Encode(), EverythingMessage.Encode());
        All.TryDecode(one, out var view);
        All.TryDecode(other, out var stranger);
        stranger.TryGetLegs(out var legs);
        stranger.TryGetRaw(out var raw);

        Assert.That(view.TryGetEmpty(in legs, out _), Is.False);
        Assert.That(view.TryGetLatin(raw, out _), Is.False);
        Assert.That(view.TryGetLatin(default(ReadOnlySpan<byte>), out _), Is.False);
        Assert.That(stranger.TryGetLatin(raw, out var latin), Is.True);
        Assert.That(latin.ToArray(), Is.EqualTo("K\u00E4se".Select(static character => (byte)character)));
    }

    private static byte[] Empty()
    {
        byte[] body = new byte[AllEncoder.EncodedLengthMin];
        AllEncoder.TryWrap(body, out _);
        return body;
    }

    private static byte[] WithLeg()
    {
        byte[] body = new byte[512];
        AllEncoder.TryWrap(body, out var encoder);
        encoder.BeginLegs(1).Next();
        return body[..encoder.EncodedLength];
    }

    private static All Open(byte[] body)
    {
        Assert.That(All.TryWrap(body, All.BlockLength, All.SchemaVersion, out var all), Is.True);
        return all;
    }
}
