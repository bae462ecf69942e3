using System.Net.Sockets;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Loops;

/// <summary>Whatever is dropped, what arrives is whole messages in order: each has its length and its number in front.</summary>
[TestFixtureSource(typeof(LoopKinds), nameof(LoopKinds.All))]
public sealed class DropTests(LoopKind kind)
{
    private const int RoundCount = 200;
    private const int HeadBytes = 8;

    [Test]
    public void WhatIsDroppedIsWholeMessages()
    {
        int seedCount = Seeds.Of(40);
        for (int seed = 0; seed < seedCount; seed++) Try(seed);
    }

    private void Try(int seed)
    {
        LoopOptions options = Stage.Options with { SendBufferBytes = 4096, SegmentBytes = 1024, PartialBytesMax = 1024, BacklogHighBytes = 1 << 26 };
        using Stage stage = new(kind, new ScriptedHandler(), options);
        Socket client = stage.Connect(out ConnectionId id, receiveBufferBytes: 4096);
        Task<List<int>> received = Task.Run(() => ReadNumbers(client, seed));
        Random random = new(seed);
        long sent = 0;
        long dropped = 0;
        int number = 0;
        for (int round = 0; round < RoundCount; round++)
        {
            sent += stage.Handler.Ask(loop => SendSome(loop, id, random, ref number));
            if (random.Next(4) == 0) dropped += stage.Handler.Ask(loop => loop.DropBacklog(id, out _));
        }

        stage.Handler.Ask(loop =>
        {
            loop.Close(id, CloseReason.Finished, afterFlush: true);
            return true;
        });
        List<int> numbers = Within.Patiently(received, "the connection ends");
        Assert.That(numbers, Is.Ordered.Ascending.And.Unique, $"seed {seed}");
        stage.End();
        Assert.That(stage.Loop.Counters[LoopCount.SentBytes], Is.EqualTo(sent - dropped), $"seed {seed}");
        Assert.That(stage.Loop.Counters[LoopCount.SentMessages], Is.EqualTo(numbers.Count), $"seed {seed}");
        Assert.That(stage.Loop.Counters[LoopCount.DroppedBytes], Is.EqualTo(dropped), $"seed {seed}");
        Assert.That(stage.Handler.Closed.Single(), Is.EqualTo((id, CloseReason.Finished)), $"seed {seed}");
    }

    private static long SendSome(IEventLoop loop, ConnectionId id, Random random, ref int number)
    {
        long bytes = 0;
        for (int count = random.Next(1, 12); count > 0; count--)
        {
            byte[] message = new byte[random.Next(HeadBytes, random.Next(2) == 0 ? 100 : 3000)];
            BitConverter.TryWriteBytes(message, message.Length);
            BitConverter.TryWriteBytes(message.AsSpan(4), number);
            message.AsSpan(HeadBytes).Fill((byte)number++);
            bytes += message.Length;
            if (message.Length > loop.Segments.SegmentBytes || random.Next(2) == 0) Assert.That(loop.Send(id, message), Is.True);
            else SendShared(loop, id, message);
        }

        return bytes;
    }

    private static void SendShared(IEventLoop loop, ConnectionId id, byte[] message)
    {
        Assert.That(loop.Segments.TryRent(out SharedSegment? segment), Is.True);
        message.CopyTo(segment!.Free);
        segment.Advance(message.Length);
        Assert.That(loop.Send(id, segment, 0, message.Length), Is.True);
        segment.Release();
    }

    private static List<int> ReadNumbers(Socket client, int seed)
    {
        List<int> numbers = [];
        using NetworkStream stream = new(client, ownsSocket: false);
        byte[] head = new byte[HeadBytes];
        while (stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) is > 0 and int count)
        {
            Assert.That(count, Is.EqualTo(HeadBytes), $"seed {seed}: cut within a head");
            byte[] body = new byte[BitConverter.ToInt32(head) - HeadBytes];
            int number = BitConverter.ToInt32(head, 4);
            stream.ReadExactly(body);
            Assert.That(body.AsSpan().ContainsAnyExcept((byte)number), Is.False, $"seed {seed}: message {number}");
            numbers.Add(number);
        }

        return numbers;
    }
}
