using System.Collections.Concurrent;
using System.Net;
using FeedHandler.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedHandler.Observing;

/// <summary>A collector gets by OTLP what a scrape has.</summary>
[NonParallelizable]
public sealed class OtlpExportTests
{
    private readonly ConcurrentQueue<OtlpMetrics> _received = new();
    private string _path = "";
    private WebApplication _collector = null!;

    [SetUp]
    public async Task Listen()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _collector = builder.Build();
        _collector.Run(Receive);
        await _collector.StartAsync();
    }

    [TearDown]
    public async Task Close() => await _collector.DisposeAsync();

    [Test]
    public void ACollectorGetsWhatAScrapeHas()
    {
        using RecordedFeed feed = new();
        using MetricInstruments instruments = new(feed.Metrics);
        string address = _collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Assert.That(ObserveSection.TryParseCollector(address, out Uri collector), Is.True);
        using (new OtlpExport(collector, periodMs: 100)) Assert.That(() => _received.IsEmpty, Is.False.After(60_000, 10));
        OtlpMetrics last = _received.Last();

        Assert.That(_path, Is.EqualTo("/v1/metrics"));
        Assert.That(last.Resource["service.name"], Is.EqualTo("feedhandler"));
        Assert.That(last["feedhandler_channel_messages", "channel=310"], Is.EqualTo(feed.Sum("feedhandler_channel_messages_total")).And.Positive);
        Assert.That(last["feedhandler_line_delivered_packets", "channel=310,line=B"], Is.EqualTo(feed.Sum("feedhandler_line_delivered_packets_total", "line=\"B\"")));
        Assert.That(
            last["feedhandler_stage_latency", "quantile=0.99,stage=decode"],
            Is.EqualTo(feed.Sum("feedhandler_stage_latency_seconds", "stage=\"decode\",quantile=\"0.99\"")).And.Positive);
        Assert.That(last.UnitOf("feedhandler_stage_latency"), Is.EqualTo("s"));
    }

    [TestCase("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/metrics")]
    [TestCase("https://collector.example/tenant/v1/metrics", "https://collector.example/tenant/v1/metrics")]
    public void AnAddressOfACollectorIsCompleted(string text, string whole)
    {
        Assert.That(ObserveSection.TryParseCollector(text, out Uri collector), Is.True);
        Assert.That(collector.ToString(), Is.EqualTo(whole));
    }

    [TestCase("127.0.0.1:4318")]
    [TestCase("ftp://127.0.0.1")]
    [TestCase("http://user:word@127.0.0.1:4318")]
    [TestCase("")]
    public void WhatIsNoAddressOfACollectorIsNot(string text) => Assert.That(ObserveSection.TryParseCollector(text, out _), Is.False);

    private async Task Receive(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        _path = context.Request.Path;
        _received.Enqueue(OtlpMetrics.Read(body.ToArray()));
    }
}
