using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Engine;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: who subscribes to all has every event of the feed: its digest is the feed's own.</summary>
public sealed class CaptureTests
{
    [TestCase("captures/cme-simulated.pcapng", LoopKind.Epoll)]
    [TestCase("captures/cme-recovery.pcapng", LoopKind.IoUring)]
    public void TheDigestOfWhatAClientHasIsTheFeeds(string capture, LoopKind kind)
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        string folder = Directory.CreateTempSubdirectory("gateway").FullName;
        using CaptureSink sink = new(Path.Combine(folder, "feed"), kind);
        using Feed feed = Feed.Cme().Replay(Repository.PathOf(capture)).Inline().Sink(sink).Start();
        feed.Wait();
        sink.Finish();
        Assert.That((sink.Books.Broken, sink.Wrong), Is.EqualTo((new List<string>(), new List<string>())));
        Assert.That(sink.Books.Events, Has.Count.GreaterThan(sink.Count * 9 / 10), "what came in front of an instrument's first snapshot is in that");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Shares a feed and is a client of it at once, each event compared by what digests are made of.</summary>
    private sealed class CaptureSink(string path, LoopKind kind) : IFeedSink, IDisposable
    {
        private const int EventsAhead = 64;
        private readonly List<int> _right = [];
        private readonly BookReplica _books = new(1024);
        private SharedFeedWriter _writer = null!;
        private GatewayServer _server = null!;
        private RawClient _client = null!;
        private int _awaited;

        public string Name => "gateway-test";

        public ClientBooks Books { get; } = new();

        /// <summary>What differs from the feed.</summary>
        public List<string> Wrong { get; } = [];

        /// <summary>How many events the feed made.</summary>
        public int Count => _right.Count;

        public void OnOpen(Feed feed)
        {
            IReadOnlyList<DefinitionReplica> definitions = feed.NewDefinitions();
            Assert.That(SharedFeedWriter.TryOpen(path, new SharedFeedShape(1 << 16, 64, 1024, [310]), definitions, out SharedFeedWriter? writer).IsOpened, Is.True);
            _writer = writer!;
            _server = GatewayServer.Start(new GatewayOptions { FeedPath = path, Listen = new(System.Net.IPAddress.Loopback, 0), Kind = kind });
            _client = RawClient.LoggedOn(_server.LocalEndPoint);
            _client.Begin(1, "*");
        }

        public void OnEvent(in MarketEvent marketEvent)
        {
            _writer.Take(marketEvent);
            _right.Add(HashOf(marketEvent));
            _books.Apply(marketEvent);
        }

        public void OnBatchEnd()
        {
            _writer.Publish();
            if (_right.Count - _awaited >= EventsAhead) Await(); // a gateway that took all at once would have only snapshots to tell
        }

        public void Finish()
        {
            _writer.Publish();
            Await();
            foreach (byte[] frame in _client.Frames) Books.Take(frame);
            foreach ((long sequence, MarketEvent told) in Books.Events)
            {
                if (HashOf(told) != _right[(int)sequence]) Wrong.Add($"event {sequence}, {told.Kind}");
            }

            for (int index = 0; index < _books.Books.Count; index++)
            {
                BookImage image = default;
                _books.Books[index].CopyTo(ref image);
                if (!Books.IsRight(index, image)) Wrong.Add($"book {index}");
            }
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
            _writer.Dispose();
            Books.Dispose();
            _books.Dispose();
        }

        // The place of a snapshot is what it is as of: an event's number alone says nothing of the snapshots behind it.
        private void Await()
        {
            _awaited = _right.Count;
            _client.AwaitEvent(_awaited - 1);
            _client.AwaitBooks(_books.Books.Count);
        }

        private static int HashOf(in MarketEvent told)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in told))[..MarketEvent.DigestBytes]);
            return hash.ToHashCode();
        }
    }
}
