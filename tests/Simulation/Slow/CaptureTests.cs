using System.Text.Json;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Tests.Support;

namespace FeedHandler.Simulation.Slow;

/// <summary>The captures that are kept, by the product and by the slow handler beside it: books, what is beside them, trades and volumes.</summary>
public sealed class CaptureTests
{
    private static readonly FeedRole[] Roles = [FeedRole.Incremental, FeedRole.Snapshot, FeedRole.Definitions, FeedRole.OrderSnapshot];

    [TestCase("cme-simulated.pcapng", "manifest.json")]
    [TestCase("cme-recovery.pcapng", "cme-recovery.json")]
    public void BothClaimTheSame(string capture, string manifest)
    {
        using JsonDocument told = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"captures/{manifest}")));
        using CaptureFile file = CaptureFile.Open(Repository.PathOf($"captures/{capture}"));
        using CaptureReceiver receiver = new([file], LineMap.Parse(told.RootElement.GetProperty("captures")[0].GetProperty("lines").GetString()!));
        using Pair pair = new(64);
        Run(receiver, pair);

        Assert.That(pair.Wrong, Is.Null);
        Assert.That(new[] { pair.Comparison.Books.Both, pair.Comparison.Orders.Both, pair.Comparison.Session.Both, pair.Said.Count }, Has.All.GreaterThan(100));
        Assert.That((pair.StatisticCount.Sure > 100, pair.StatisticCount.Doubtful > 0), Is.EqualTo((true, capture == "cme-recovery.pcapng")));
    }

    // It begins in mid-session and defines nothing, so that no book is whole: trades, volumes and statistics are what both claim.
    [Test]
    public void OfTheChannelThatWasCapturedAtCmeBothClaimTheSame()
    {
        using CaptureFile file = CaptureFile.Open(Require.Shared("captures/cme/v6.channel340.pcapng"));
        using CaptureReceiver receiver = new([file], LineMap.Infer([file]));
        using Pair pair = new(256);
        Run(receiver, pair);

        Assert.That(pair.Wrong, Is.Null);
        Assert.That(new[] { pair.Comparison.Session.Both, pair.Said.Count }, Has.All.GreaterThan(100));
    }

    private static void Run(CaptureReceiver receiver, Pair pair)
    {
        while (!receiver.IsCompleted) receiver.Poll(ref pair.Door, int.MaxValue);
        pair.End();
        SlowComparison all = pair.Comparison;
        TestContext.Out.WriteLine($"books: {all.Books}\norders: {all.Orders}\nbeside: {all.Session}\n{pair.Said.Count} trades and volumes");
    }

    private sealed class Pair : IDisposable
    {
        private readonly SlowHandler _slow = new();
        private readonly BookReplica _replica;
        private readonly StatisticReplica _statistics;
        private readonly Channel _channel;
        private int _session;
        public Hand Door;

        public Pair(int instrumentCountMax)
        {
            _channel = new Channel(OnEvent, instrumentCountMax, new ArbitrationOptions(), new Core.Recovery.RecoveryOptions());
            (_replica, _statistics) = (new BookReplica(instrumentCountMax), new StatisticReplica(instrumentCountMax));
            Door = new Hand(this);
        }

        public SlowComparison Comparison { get; } = new();

        public SlowEvents Said { get; } = new();

        public string? Wrong { get; private set; }

        /// <summary>At how many batches statistics were compared, by whether any was in doubt.</summary>
        public (long Sure, long Doubtful) StatisticCount { get; private set; }

        public void Dispose()
        {
            _channel.Dispose();
            _replica.Dispose();
        }

        /// <summary>No packet comes any more.</summary>
        public void End() => _channel.End();

        public void Take(in Packet packet)
        {
            Arrival arrival = new((Line)(packet.Group % 2), packet.RxNs, 0, packet.Bytes.ToArray()) { Role = Roles[packet.Group / 2] };
            _slow.Take(arrival);
            if (arrival.Role == FeedRole.Incremental) _channel.Take(arrival.Bytes.Span, arrival.RxNs, arrival.Line);
            else _channel.TakeLoop(arrival);
        }

        private void OnEvent(ref MarketEvent told, bool isEndOfBatch)
        {
            _statistics.Apply(told, _replica.Books);
            _replica.Apply(told);
            if (isEndOfBatch) CompareStatistics();
            if (told.Kind == EventKind.ChannelReset) _session++;
            Said.Tell(told, _channel.Instruments);
            if (!isEndOfBatch || told.Kind == EventKind.ChannelReset) return;
            uint seqNum = told.Kind == EventKind.Gap ? told.SeqNum - 1 : told.SeqNum;
            if (Said.Compare(_slow.Packet(_session, seqNum)) is { } wrong) Wrong ??= $"packet {seqNum}: {wrong}";
            for (int index = 0; index < _channel.Instruments.Count; index++)
            {
                long id = _channel.Instruments.Books[index].SecurityId;
                if (_channel.Instruments.Definition(index).IsDeleted) continue;
                if (Comparison.Compare(_channel.Instruments, index, _slow.At(_session, seqNum)?.Find((int)id), isHidden: false) is { } other)
                    Wrong ??= $"packet {seqNum}: {id} {other}";
            }
        }

        // A subscriber's, rebuilt from the events, against the feed's own.
        private void CompareStatistics()
        {
            (long sure, long doubtful) = StatisticCount;
            for (int index = 0; index < _channel.Instruments.Count; index++)
            {
                ref StatisticSet right = ref _channel.Instruments.Statistics(index);
                if (!Unmanaged.AreSame(_statistics[index], right)) Wrong ??= $"statistics of {_channel.Instruments.Books[index].SecurityId}";
                (sure, doubtful) = right.HasDoubt ? (sure, doubtful + 1) : (sure + 1, doubtful);
            }

            StatisticCount = (sure, doubtful);
        }
    }

    private readonly struct Hand(Pair pair) : IPacketHandler
    {
        public void OnPacket(in Packet packet) => pair.Take(packet);

        public void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}
