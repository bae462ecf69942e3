using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>Two channels whose instruments have the same ids and symbols: none hides the other.</summary>
public sealed class EqualInstrumentTests
{
    private SmallCapture _folder = null!;
    private string[] _captures = [];

    [OneTimeSetUp]
    public void Simulate()
    {
        _folder = new SmallCapture();
        _captures = [Simulate(310, 1), Simulate(340, 2)];
    }

    [OneTimeTearDown]
    public void RemoveCaptures() => _folder.Dispose();

    [TestCase("SIM003")]
    [TestCase("sim003")]
    [TestCase("ID")]
    public void AnInstrumentIsThatOfEveryChannel(string typed)
    {
        string name = typed == "ID" ? IdOf("SIM003") : typed;
        CommandRun run = Replay("--events", "-", "--instrument", name);
        int[] expected = [Count("310"), Count("340")];

        Assert.That(expected, Is.All.Positive);
        Assert.That(Counts(run), Is.EqualTo(expected));
        Assert.That(run.Error, Does.Contain("books    2: ").And.Contain("310:SIM003").And.Contain("340:SIM003"));
    }

    [TestCase("340:SIM003")]
    [TestCase("340:ID")]
    public void OneOfAChannelIsThatAlone(string typed)
    {
        CommandRun run = Replay("--events", "-", "--instrument", typed.Replace("ID", IdOf("SIM003"), StringComparison.Ordinal));

        Assert.That(Counts(run), Is.EqualTo(new[] { 0, Count("340") }));
        Assert.That(run.Error, Does.Contain("books    1: "));
    }

    [Test]
    public void ALadderOfTwoIsRefusedWithBoth()
    {
        CommandRun run = CommandRun.Of(["books", .. _captures, "--instrument", "SIM003", "--json"]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain("2 instruments are called so").And.Contain($"310:{IdOf("SIM003")}").And.Contain($"340:{IdOf("SIM003")}"));
        Assert.That(CommandRun.Of(["books", .. _captures, "--instrument", "340:SIM003", "--json"]).Json.GetProperty("channel").GetInt32(), Is.EqualTo(340));
    }

    [Test]
    public void ThereIsNoneInAChannelThatIsNotThere() =>
        Assert.That(Replay("--instrument", "311:SIM003").Error, Does.Contain("--instrument 311:SIM003: no such id or symbol in the capture"));

    private CommandRun Replay(params string[] options) => CommandRun.Of(["replay", .. _captures, .. options]);

    private string IdOf(string symbol) => CommandRun.Of("replay", _captures[0], "--json").Json.GetProperty("instruments").EnumerateArray()
        .Single(one => one.GetProperty("symbol").GetString() == symbol).GetProperty("securityId").GetRawText();

    private int Count(string channel)
    {
        string id = IdOf("SIM003");
        return CommandRun.Of("replay", _captures[channel == "310" ? 0 : 1], "--events", "-").JsonLines
            .Count(line => line.TryGetProperty("securityId", out JsonElement own) && own.GetRawText() == id);
    }

    private static int[] Counts(CommandRun run)
    {
        int[] channels = [.. run.JsonLines.Select(static line => line.GetProperty("channel").GetInt32())];
        return [channels.Count(static channel => channel == 310), channels.Count(static channel => channel == 340)];
    }

    private string Simulate(int channel, int seed)
    {
        string path = Path.Combine(_folder.Folder, $"{channel}.pcapng");
        Assert.That(CommandRun.Of("simulate", "--out", path, "--channel", $"{channel}", "--seed", $"{seed}", "--events", "300",
            "--group-a", $"239.200.{channel - 300}.1:14001", "--group-b", $"239.200.{channel - 300}.2:15001").Code, Is.Zero);
        return path;
    }
}
