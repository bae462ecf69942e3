using System.Buffers;
using System.Globalization;
using System.Text;
using FeedHandler.Engine;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>A feed of the capture in the repository that has run to its end and is open still, with its metrics.</summary>
internal sealed class RecordedFeed : IDisposable
{
    private readonly ArrayBufferWriter<byte> _text = new(1 << 20);

    public RecordedFeed()
    {
        Feed = Engine.Feed.Cme().Replay(Repository.PathOf("captures/cme-simulated.pcapng")).Options(static options => options with { HasStamps = true })
            .WhenOpen(feed => Metrics = new FeedMetrics(feed)).Start();
        Feed.Wait();
    }

    public Feed Feed { get; }

    public FeedMetrics Metrics { get; private set; } = null!;

    public byte[] Scrape(bool isOpen = false)
    {
        _text.ResetWrittenCount();
        Assert.That(Metrics.TryWrite(_text, isOpen), Is.True);
        return _text.WrittenSpan.ToArray();
    }

    /// <summary>Scrapes into the same memory as before.</summary>
    public void ScrapeAgain()
    {
        _text.ResetWrittenCount();
        Metrics.TryWrite(_text, isOpen: true);
    }

    /// <summary>The sum of a metric's series whose labels hold a text.</summary>
    public double Sum(string name, string label = "") => Encoding.UTF8.GetString(Scrape()).Split('\n')
        .Where(line => line.StartsWith(name + '{', StringComparison.Ordinal) || line.StartsWith(name + ' ', StringComparison.Ordinal))
        .Where(line => line.Contains(label, StringComparison.Ordinal))
        .Sum(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    public void Dispose()
    {
        Metrics.Dispose();
        Feed.Dispose();
    }
}
