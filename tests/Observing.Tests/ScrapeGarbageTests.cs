using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FeedHandler.Observing;

/// <summary>A scrape over HTTP makes little garbage: what the server of ASP.NET Core makes of a request, and nothing for each of the metrics.</summary>
[NonParallelizable]
public sealed class ScrapeGarbageTests
{
    private const int ScrapeCount = 200;
    private const long BytesMax = 8192;
    private const long CollectionBytesMax = 128 << 10;
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: application/openmetrics-text\r\n\r\n");

    [Test]
    public void AScrapeMakesLittleGarbage()
    {
        using RecordedFeed feed = new();
        using ObserverServer server = ObserverServer.Start(new ObserverOptions(new IPEndPoint(IPAddress.Loopback, 0)), [new MetricsEndpoints(feed.Metrics)]);
        using Socket client = new(SocketType.Stream, ProtocolType.Tcp);
        client.Connect(server.EndPoint);
        byte[] buffer = new byte[1 << 16];
        int size = 0;
        for (int i = 0; i < ScrapeCount; i++) size = Scrape(client, buffer);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < ScrapeCount; i++) Scrape(client, buffer);
        long bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / ScrapeCount;

        TestContext.Out.WriteLine($"{bytes} bytes of garbage for a scrape of {size} bytes");
        Assert.That(size, Is.GreaterThan(10_000));
        Assert.That(bytes, Is.LessThan(BytesMax));
    }

    [Test]
    public void ACollectionOfInstrumentsMakesSomeGarbage()
    {
        using RecordedFeed feed = new();
        using MetricInstruments instruments = new(feed.Metrics);
        using MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == MetricInstruments.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        for (int i = 0; i < ScrapeCount; i++) listener.RecordObservableInstruments();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < ScrapeCount; i++) listener.RecordObservableInstruments();
        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / ScrapeCount;

        TestContext.Out.WriteLine($"{bytes} bytes of garbage for a collection");
        Assert.That(bytes, Is.LessThan(CollectionBytesMax));
    }

    // To the chunk that ends the answer.
    private static int Scrape(Socket client, byte[] buffer)
    {
        client.Send(Request);
        int size = 0;
        while (!buffer.AsSpan(0, size).EndsWith("\r\n0\r\n\r\n"u8)) size += client.Receive(buffer.AsSpan(size));
        return size;
    }
}
