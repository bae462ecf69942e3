using FeedHandler.Dbn;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Converts;

/// <summary>Rule: what `--record-events` records of a feed is what `convert` makes of its capture, schema by schema.</summary>
public sealed class RecordEventsTests
{
    private string _folder = null!;

    private static string Capture => Repository.PathOf("captures/cme-recovery.pcapng");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("feedhandler-record-events-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void RecordsAreThoseOfConvert()
    {
        CommandRun replay = CommandRun.In(_folder, "replay", Capture, "--orders", "10000", "--record-events", "recorded");
        Assert.That(replay.Code, Is.EqualTo(ExitCode.Good), replay.Error);
        string[] recorded = Directory.GetFiles(Path.Combine(_folder, "recorded"));
        Assert.That(recorded, Has.Length.EqualTo(7), "a file for each schema, of one day");
        foreach (string path in recorded)
        {
            string schema = Path.GetFileName(path).Split('.')[1];
            CommandRun convert = CommandRun.In(_folder, "convert", Capture, schema + ".dbn", "--schema", schema);
            Assert.That(convert.Code, Is.EqualTo(ExitCode.Good), convert.Error);
            Assert.That(Records(path), Is.EqualTo(Records(Path.Combine(_folder, schema + ".dbn"))).And.Not.Empty, schema);
        }
    }

    [Test]
    public void AFolderThatCannotBeIsRefused()
    {
        File.WriteAllText(Path.Combine(_folder, "taken"), "");
        CommandRun run = CommandRun.In(_folder, "replay", Capture, "--record-events", "taken");
        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Usage, run.Error)));
        Assert.That(run.Error, Does.Contain("--record-events taken"));
    }

    private static List<string> Records(string path)
    {
        List<string> records = [];
        using DbnReader reader = DbnReader.Open(path);
        while (reader.TryRead(out DbnRecord record)) records.Add(System.Convert.ToHexString(record.Bytes));
        reader.RequireWhole();
        return records;
    }
}
