using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FeedHandler.Journals;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>Rule: whoever may see everything has the journal by HTTP as it lies on the disk, and nobody has anything else.</summary>
[TestFixture(LoopKind.Epoll)]
[TestFixture(LoopKind.IoUring)]
public sealed class HistoryTests(LoopKind kind)
{
    private const string All = "all-0123456789abcdef";
    private const string Some = "some-0123456789abcdef";
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private GatewayStage _stage = null!;

    private string Folder => Path.Combine(_stage.Feed.Folder, "journal");

    [OneTimeSetUp]
    public void Open()
    {
        _stage = new GatewayStage(Options, eventCount: 1 << 15);
        for (int i = 0; i < 15_000; i++) _stage.Feed.Quote(i & 1, i);
        _stage.Feed.Publish();
        Within.Until(() => _stage.Server.ReadJournal()!.Counts[JournalCount.Events] == 15_000, "the journal has all");
    }

    [OneTimeTearDown]
    public void Close()
    {
        _stage?.Dispose();
    }

    [Test]
    public void TheListHasEveryFileAndEachIsAsOnTheDisk()
    {
        (HttpStatusCode code, byte[] body) = Get("/history");
        JsonElement[] files = [.. JsonDocument.Parse(body).RootElement.GetProperty("files").EnumerateArray()];
        Assert.That((code, files.Length > 2), Is.EqualTo((HttpStatusCode.OK, true)));
        JournalCheck check = new();
        List<JournalFileReport> reports = [];
        foreach (JsonElement file in files)
        {
            string name = file.GetProperty("name").GetString()!, copy = Path.Combine(_stage.Feed.Folder, name);
            File.WriteAllBytes(copy, Get("/history/" + name).Body);
            Assert.That(File.ReadAllBytes(copy).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, name)).AsSpan(0, (int)file.GetProperty("bytes").GetInt64())), Is.True);
            reports.Add(check.Take(name, copy));
            Assert.That((file.GetProperty("first").GetInt64(), file.GetProperty("last").GetInt64()), Is.EqualTo((reports[^1].First, reports[^1].Last)));
        }

        Assert.That((reports.TrueForAll(static report => report.IsRight), reports.Sum(static report => report.Events)), Is.EqualTo((true, 15_000L)));
    }

    [TestCase("bytes=0-9", 0, 9)]
    [TestCase("bytes=250-300", 250, 300)]
    [TestCase("bytes=1000-", 1000, -1)]
    [TestCase("bytes=300-999999999", 300, -1)]
    public void ARangeIsSentAlone(string range, int from, int to)
    {
        byte[] whole = File.ReadAllBytes(JournalFiles.Of(Folder)[0]);
        (HttpStatusCode code, byte[] body) = Get("/history/journal-000000000001.fhj", range: range);
        Assert.That((code, body.AsSpan().SequenceEqual(whole.AsSpan(from..(to < 0 ? whole.Length : to + 1)))), Is.EqualTo((HttpStatusCode.PartialContent, true)));
    }

    [TestCase("/history/journal-000000000001.fhj", All, "bytes=999999999-", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [TestCase("/history/journal-000000000001.fhj", All, "bytes=5-2", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [TestCase("/history/journal-000000000001.fhj", All, "bytes=0-1,5-6", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [TestCase("/history/journal-000000000001.fhj", Some, null, HttpStatusCode.Forbidden)]
    [TestCase("/history/journal-000000000001.fhj", "nobody-0123456789abcdef", null, HttpStatusCode.Unauthorized)]
    [TestCase("/history", null, null, HttpStatusCode.Unauthorized)]
    [TestCase("/history/journal-000000000099.fhj", All, null, HttpStatusCode.NotFound)]
    [TestCase("/history/..%2Ftokens.json", All, null, HttpStatusCode.NotFound)]
    [TestCase("/history/journal.lock", All, null, HttpStatusCode.NotFound)]
    [TestCase("/history/", All, null, HttpStatusCode.NotFound)]
    public void WhatIsNotGivenIsRefused(string path, string? token, string? range, HttpStatusCode code) =>
        Assert.That(Get(path, token, range).Code, Is.EqualTo(code));

    private static (HttpStatusCode Code, byte[] Body) Send(string url, string? token, string? range)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        using HttpResponseMessage response = Client.Send(request);
        using MemoryStream body = new();
        response.Content.ReadAsStream().CopyTo(body);
        return (response.StatusCode, body.ToArray());
    }

    private (HttpStatusCode Code, byte[] Body) Get(string path, string? token = All, string? range = null) => Send($"http://{_stage.EndPoint}{path}", token, range);

    private GatewayOptions Options(GatewayOptions options)
    {
        string folder = Path.GetDirectoryName(options.FeedPath)!;
        string tokens = Path.Combine(folder, "tokens.json");
        File.WriteAllText(
            tokens, $$"""{"tokens":[{"name":"all","token":"{{All}}","allow":["*"]},{"name":"some","token":"{{Some}}","allow":["ES*"]}]}""");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tokens, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        JournalOptions journal = new(Path.Combine(folder, "journal")) { FileBytes = 600 << 10, FileCountMax = 100, SyncMs = 0 };
        return options with { Kind = kind, TokenFile = tokens, Journal = journal };
    }
}
