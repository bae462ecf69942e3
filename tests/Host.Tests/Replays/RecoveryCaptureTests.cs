using System.Text.Json;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>The capture with losses and recovery feeds: it can be made again by the command that its manifest names, and ends with every book whole.</summary>
public sealed class RecoveryCaptureTests
{
    private static readonly JsonElement Manifest =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("captures/cme-recovery.json"))).RootElement.GetProperty("captures")[0];

    private static string Capture => Repository.PathOf("captures/cme-recovery.pcapng");

    [Test]
    public void TheCommandOfItsManifestMakesItAgain()
    {
        using SmallCapture folder = new();
        string[] command = Manifest.GetProperty("command").GetString()!.Split(' ')[1..];
        CommandRun run = CommandRun.In(folder.Folder, command);

        Assert.That(run.Out.Trim(), Is.EqualTo(File.ReadAllText(Repository.PathOf("captures/cme-recovery.json")).Trim()));
        Assert.That(File.ReadAllBytes(Path.Combine(folder.Folder, "cme-recovery.pcapng")), Is.EqualTo(File.ReadAllBytes(Capture)));
    }

    [Test]
    public void AReplayComesToTheDigestOfTheManifest() =>
        Assert.That(CommandRun.Of("replay", Capture, "--json").Json.GetProperty("digest").GetString(), Is.EqualTo(Manifest.GetProperty("digest").GetString()));

    [Test]
    public void EveryBookIsHealedByTheEndAndAllocatesNothing()
    {
        JsonElement report = CommandRun.Of("replay", Capture, "--orders", "10000", "--verify", "--json").Json;

        Assert.That(report.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        foreach (JsonElement instrument in report.GetProperty("instruments").EnumerateArray())
        {
            Assert.That(instrument.GetProperty("state").GetString(), Is.EqualTo("whole"));
            Assert.That(instrument.GetProperty("orders").GetProperty("state").GetString(), Is.EqualTo("whole"));
        }

        Assert.That(report.GetProperty("allocatedBytesHotPath").GetInt64(), Is.Zero);
    }
}
