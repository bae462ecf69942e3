using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class SchemaDiffCommandTests
{
    private const string Cme = "schemas/cme/Cme.Futures.Mdp3.Sbe.v1";

    // Version 13 brought fields and a group of two definitions, all at the end.
    [Test]
    public void ACompatibleVersionIsGood()
    {
        CommandRun run = CommandRun.Of("schema", "diff", Require.Shared($"{Cme}.12.xml"), Require.Shared($"{Cme}.13.xml"), "--prefix", "Mdp3");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out);
        Assert.That(run.Out, Does.StartWith("mktdata schema 1 version 12 -> 13: 8 changes, none BREAKING"));
        Assert.That(run.Out, Does.Contain("block MDInstrumentDefinitionFX63 blockLength 309 -> 337"));
        Assert.That(run.Out, Does.Contain("IMdp3Handler.On(in MDInstrumentDefinitionFX63)"));
        Assert.That(run.Out, Does.Contain("field MDInstrumentDefinitionRepo58.BrokenDateTermType added (uInt8NULL uint8 at 275, 1 byte)"));
        Assert.That(run.Out, Does.Contain("MDInstrumentDefinitionRepo58.TryGetNoBrokenDates"));
    }

    // Version 12 dropped the eleven templates that 46 to 56 replaced.
    [Test]
    public void RemovedTemplatesAreBreaking()
    {
        CommandRun run = CommandRun.Of("schema", "diff", Require.Shared($"{Cme}.9.xml"), Require.Shared($"{Cme}.12.xml"), "--json");

        JsonElement[] breaking = [.. run.Json.GetProperty("changes").EnumerateArray().Where(static change => change.GetProperty("isBreaking").GetBoolean())];
        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Json.GetProperty("breakingCount").GetInt32(), Is.EqualTo(11));
        int[] gone = [27, 29, 32, 33, 34, 35, 38, 41, 42, 43, 44];
        Assert.That(
            breaking.Select(static change => $"{change.GetProperty("element")} {change.GetProperty("what")} {change.GetProperty("from")}"),
            Is.EquivalentTo(gone.Select(static id => $"message removed id {id}")));
    }

    [TestCase("schema diff", "OLD and NEW")]
    [TestCase("schema diff absent.xml absent.xml", "absent.xml does not exist")]
    [TestCase("schema diff --colour x", "--colour")]
    public void AMistakeIsNamed(string line, string expected)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(expected));
    }
}
