using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Tests.Recovery;

/// <summary>Replies go from one thread to one other, whole, in order, and never over one that was not taken.</summary>
public sealed class ReplayBufferTests
{
    private const int Bytes = 4 * ushort.MaxValue;

    [Test]
    public void WhatIsWrittenIsReadInOrder()
    {
        using ReplayBuffer buffer = new(Bytes);
        Assert.That(buffer.TryRead(out _), Is.False);
        Assert.That(Write(buffer, 7, 100), Is.True);
        Assert.That(Write(buffer, 8, 0), Is.True);

        Assert.That(Read(buffer), Is.EqualTo((7ul, 100)));
        Assert.That(Read(buffer), Is.EqualTo((8ul, 0)));
        Assert.That(buffer.TryRead(out _), Is.False);
    }

    [Test]
    public void AFullBufferTakesNothingMoreUntilOneIsReleased()
    {
        using ReplayBuffer buffer = new(Bytes);
        ulong count = 0;
        while (Write(buffer, count, ushort.MaxValue)) count++;

        Assert.That(count, Is.EqualTo(3));
        Assert.That(Read(buffer), Is.EqualTo((0ul, (int)ushort.MaxValue)));
        Assert.That(Write(buffer, count, ushort.MaxValue), Is.True, "round the end of the ring");
        for (ulong number = 1; number <= count; number++) Assert.That(Read(buffer), Is.EqualTo((number, (int)ushort.MaxValue)));
    }

    [Test]
    public void TwoThreadsPassPacketsOfAnySizeRoundAndRound()
    {
        const int Count = 200_000;
        using ReplayBuffer buffer = new(Bytes);
        Thread writer = new(() =>
        {
            for (ulong number = 0; number < Count; number++)
            {
                while (!Write(buffer, number, SizeOf(number))) Thread.Yield();
            }
        });
        writer.Start();
        for (ulong number = 0; number < Count; number++)
        {
            (ulong Number, int Size) read;
            while ((read = Read(buffer)).Size < 0) Thread.Yield();
            if (read != (number, SizeOf(number))) Assert.Fail($"{read} in the place of {number}");
        }

        writer.Join();
    }

    private static int SizeOf(ulong number) => (int)(number * 7919 % 3000);

    private static bool Write(ReplayBuffer buffer, ulong number, int size)
    {
        Span<byte> bytes = new byte[size];
        bytes.Fill((byte)number);
        return buffer.TryWrite(new ReplayReply(ReplayOutcome.Packet, 1, number, 2, bytes));
    }

    private static (ulong Number, int Size) Read(ReplayBuffer buffer)
    {
        if (!buffer.TryRead(out ReplayReply reply)) return (0, -1);
        bool isWhole = reply.Bytes.IndexOfAnyExcept((byte)reply.Number) < 0;
        (ulong Number, int Size) read = (reply.Number, isWhole ? reply.Bytes.Length : -2);
        buffer.Release();
        return read;
    }
}
