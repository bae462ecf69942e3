using System.Text.Json;
using System.Text.Json.Nodes;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>A part of the events is exactly that part of all of them, and nothing but the file is another for it.</summary>
public sealed class EventFilterTests
{
    private const string Instrument = "SIM003";
    private string[] _all = [];
    private JsonElement[] _events = [];

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [OneTimeSetUp]
    public void WriteAll() => (_all, _events) = Write();

    [Test]
    public void KindsAreTheLinesOfTheseKinds()
    {
        (string[] lines, _) = Write("--kinds", "trade,status");

        Assert.That(lines, Is.EqualTo(Where(static line => Text(line, "kind") is "trade" or "status")));
        Assert.That(lines, Has.Length.GreaterThan(355).And.Length.LessThan(_all.Length));
    }

    [TestCase(Instrument)]
    [TestCase("sim003")]
    public void AnInstrumentIsTheLinesOfIt(string name)
    {
        string id = IdOf(Instrument);

        Assert.That(Write("--instrument", name).Lines, Is.EqualTo(Where(line => Id(line) == id)));
        Assert.That(Write("--instrument", id, "--kinds", "trade").Lines, Is.EqualTo(Where(line => Id(line) == id && Text(line, "kind") == "trade")));
    }

    [Test]
    public void SeveralInstrumentsAreTheLinesOfAllOfThem()
    {
        string[] ids = [IdOf(Instrument), IdOf("SIM007")];

        Assert.That(Write("--instrument", Instrument, "--instrument", "SIM007").Lines, Is.EqualTo(Where(line => ids.Contains(Id(line)))));
    }

    // From here on, and before there: two parts that meet are the whole.
    [Test]
    public void TimesAreThoseOfTheExchange()
    {
        ulong[] times = [.. _events.Select(static line => Text(line, "transactTimeNs")).OfType<string>().Select(ulong.Parse)];
        ulong middle = times[times.Length / 2];
        string text = TimeText.Of(middle);

        string[] first = Write("--to", text).Lines;
        string[] second = Write("--from", text).Lines;

        Assert.That(first.Concat(second).Order(), Is.EqualTo(_all.Order()));
        Assert.That(first, Is.EqualTo(Where(line => TimeOf(line) < middle)));
        Assert.That(Write("--from", text, "--to", TimeText.Of(middle + 1)).Lines, Is.EqualTo(Where(line => TimeOf(line) == middle)).And.Not.Empty);
        Assert.That(Write("--from", text.Split(' ')[1]).Lines, Is.EqualTo(second), "of the day of the first book update");
    }

    [Test]
    public void NothingButTheFileIsAnother()
    {
        string[] usual = ["digest", "events", "channels", "decoding"];
        JsonElement all = CommandRun.Of("replay", Capture, "--json").Json;
        using SmallCapture folder = new();
        JsonElement part = CommandRun.Of(
            "replay", Capture, "--json", "--events", Path.Combine(folder.Folder, "part"), "--kinds", "gap", "--from", "2026-01-05 09:00:00").Json;

        foreach (string member in usual) Assert.That(TextOf(part, member), Is.EqualTo(TextOf(all, member)), member);
        Assert.That(part.GetProperty("instruments").GetRawText(), Is.EqualTo(all.GetProperty("instruments").GetRawText()));
    }

    // What packets took is another each time.
    private static string TextOf(JsonElement report, string member)
    {
        JsonNode node = JsonNode.Parse(report.GetProperty(member).GetRawText())!;
        foreach (JsonNode? channel in node as JsonArray ?? []) channel!.AsObject().Remove("packetLatency");
        return node.ToJsonString();
    }

    [Test]
    public void WhatMatchesNothingIsTold()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--events", "-", "--kinds", "doubt");

        Assert.That((run.Code, run.JsonLines), Is.EqualTo((ExitCode.Good, (JsonElement[])[])));
        Assert.That(run.Error, Does.Contain($"--events -: nothing was written, none of {_all.Length} events is of --kinds doubt"));
    }

    [TestCase("--kinds trades", "no event is called \"trades\" (did you mean trade?), the kinds are definition, book, ")]
    [TestCase("--kinds trade,", "no event is called \"\"")]
    [TestCase("--kinds none", "no event is called \"none\"")]
    [TestCase("--from nine", "--from nine: not a time")]
    [TestCase("--from 10:00:00 --to 09:00:00", "--from 10:00:00 is not before --to 09:00:00")]
    [TestCase("--from 10:00:00 --to 2020-01-01T00:00:00", "is not before --to 2020-01-01T00:00:00")]
    [TestCase("--instrument SIM003 --kinds gap,doubt", "these kinds are of a whole channel")]
    [TestCase("--instrument nosuch", "--instrument nosuch: no such id or symbol")]
    public void WhatCanMatchNothingIsRefused(string options, string words)
    {
        CommandRun run = CommandRun.Of(["replay", Capture, "--events", "-", .. options.Split(' ')]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(words));
    }

    [TestCase("replay", "--kinds", "trade")]
    [TestCase("replay", "--from", "10:00:00")]
    [TestCase("replay", "--to", "10:00:00")]
    [TestCase("run", "--kinds", "trade")]
    [TestCase("run", "--instrument", "ESZ6")]
    public void WithoutAFileTheySayNothing(string command, string option, string value)
    {
        string[] what = command == "run" ? ["--lines", "239.9.1.1:14310=A", "--interface", "lo"] : [Capture];
        CommandRun run = CommandRun.Of([command, .. what, option, value]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain($"{option} says what --events writes"));
    }

    private static (string[] Lines, JsonElement[] Events) Write(params string[] options)
    {
        CommandRun run = CommandRun.Of(["replay", Capture, "--events", "-", .. options]);
        Assert.That(run.Code, Is.Zero, run.Error);
        return (run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), run.JsonLines);
    }

    private string[] Where(Func<JsonElement, bool> isMeant) => [.. _all.Where((_, place) => isMeant(_events[place]))];

    private string IdOf(string symbol) => Id(Array.Find(_events, line => Text(line, "symbol") == symbol));

    private static string Id(JsonElement line) => line.TryGetProperty("securityId", out JsonElement id) ? id.GetRawText() : "";

    private static ulong TimeOf(JsonElement line) => ulong.Parse(Text(line, "transactTimeNs") ?? "0");

    private static string? Text(JsonElement line, string member) => line.TryGetProperty(member, out JsonElement text) ? text.GetString() : null;
}
