using FeedHandler.Codecs.Tests.Counts;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>A newer sender adds groups and data at the root and inside entries; headers count them, so they are stepped over.</summary>
public sealed class CountedTests
{
    private const int HeaderLength = CountedEncoder.HeaderLength;

    [Test]
    public void TheEncoderCountsGroupsAndData()
    {
        byte[] buffer = new byte[64];
        CountedEncoder.TryEncode(buffer, out var encoder);

        Assert.That(buffer[..HeaderLength], Is.EqualTo(new byte[] { 0, 4, 0, 1, 0, 51, 0, 1, 0, 2, 0, 1 }));
        Assert.That(buffer[(HeaderLength + 4)..(HeaderLength + 12)], Is.EqualTo(new byte[] { 0, 2, 0, 0, 0, 0, 0, 1 }), "the legs");
        Assert.That(encoder.EncodedLength, Is.EqualTo(4 + 8 + 8 + 2));
    }

    [Test]
    public void WhatANewerSenderAddsIsSteppedOver()
    {
        byte[] message = Newer();

        Assert.That(Counted.TryDecode(message, out var counted), Is.True);
        Assert.That(counted.ToString(), Is.EqualTo(
            "Counted { Id = 7, Legs = [{ LegId = 10, Note = 0xA0 }, { LegId = 11, Note = 0xA1 }], Plain = [{ Value = 5 }], Memo = 0x010203 }"));
        Assert.That(counted.TryGetEncodedLength(out var length), Is.True);
        Assert.That(length, Is.EqualTo(message.Length - HeaderLength));
    }

    [Test]
    public void ADispatcherHandsTheCountsOn()
    {
        Handler handler = default(Handler);

        Assert.That(CountsDispatcher.Dispatch(ref handler, Newer()), Is.EqualTo(SbeDispatchResult.Handled));
        Assert.That(handler.MemoLength, Is.EqualTo(3));
    }

    [Test]
    public void ACutMessageIsMalformedAtEveryByte()
    {
        byte[] message = Newer();

        using (Assert.EnterMultipleScope())
        {
            for (int length = HeaderLength + 7; length < message.Length; length++)
            {
                Assert.That(Counted.TryDecode(message.AsSpan(0, length), out var counted), Is.True);
                Assert.That(counted.TryGetEncodedLength(out _), Is.False, $"{length} bytes");
            }
        }
    }

    [Test]
    public void NestingWithoutEndIsRefused()
    {
        List<byte> message = new List<byte>();
        Add(message, 4, 1, 51, 2, 3, 1, 0, 7);
        Add(message, 2, 0, 0, 1, 1, 0, 0, 0);
        for (int depth = 0; depth < 1000; depth++)
            Add(message, 0, 1, 1, 0);

        Counted.TryDecode([.. message], out var counted);
        Assert.That(counted.TryGetMemo(out _), Is.False);
    }

    private static byte[] Newer()
    {
        List<byte> message = new List<byte>();
        Add(message, 6, 1, 51, 2, 3, 2, 0, 7, 0xFFFF);
        Add(message, 2, 2, 1, 2);
        for (ushort leg = 0; leg < 2; leg++)
        {
            Add(message, (ushort)(10 + leg), 2, 2, 0, 1, 0xAAAA, 1);
            message.Add(9);
            Add(message, 0xBBBB, 0, 1);
            message.Add((byte)(0xA0 + leg));
            Add(message, 2, 0xCCCC);
        }

        Add(message, 1, 1, 0, 0);
        message.Add(5);
        Add(message, 2, 1, 0, 0, 0xDDDD, 3);
        message.AddRange([1, 2, 3]);
        Add(message, 0);
        return [.. message];
    }

    private static void Add(List<byte> message, params ReadOnlySpan<ushort> numbers)
    {
        foreach (ushort number in numbers)
            message.AddRange([(byte)(number >> 8), (byte)number]);
    }

    private struct Handler : ICountsHandler
    {
        public int MemoLength;

        public void On(in Counted message) => MemoLength = message.TryGetMemo(out var memo) ? memo.Length : -1;
    }
}
