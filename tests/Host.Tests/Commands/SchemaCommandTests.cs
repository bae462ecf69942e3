using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;
using ZstdSharp;

namespace FeedHandler.Host.Tests.Commands;

public sealed class SchemaCommandTests
{
    private static readonly string Cme = Repository.PathOf("Codecs/Schemas/cme-mdp3.xml");

    private SmallCapture _files = null!;

    [SetUp]
    public void MakeFolder() => _files = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _files.Dispose();

    // Offsets, sizes and nulls from the exchange's published layout of template 46.
    [TestCase("46")]
    [TestCase("mdincrementalrefreshbook46")]
    public void AMessageIsLaidOutWithOffsetsNullsGroupsAndTypes(string message)
    {
        CommandRun run = CommandRun.Of("schema", Cme, "--message", message);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain("schema 1 version 13, littleEndian"));
        Assert.That(run.Out, Does.Contain("MDIncrementalRefreshBook46: id 46, block 11 bytes, since 9"));
        Assert.That(run.Out, Does.Match(@" 8 +1  MatchEventIndicator +MatchEventIndicator set uint8 +required"));
        Assert.That(run.Out, Does.Match("group NoMDEntries: block 32 bytes, dimension groupSize, 3 bytes: blockLength uint16 at 0, numInGroup uint8 at 2"));
        Assert.That(run.Out, Does.Match(@" 0 +8  MDEntryPx +PRICENULL9 composite +required +9223372036854775807"));
        Assert.That(run.Out, Does.Match(@" 27 +4  TradeableSize +Int32NULL int32 +optional +2147483647 +10\r?\n"));
        Assert.That(run.Out, Does.Match(@"(?s)MDUpdateAction: enum uint8.* 5  Overlay"));
        Assert.That(run.Out, Does.Not.Contain("SecurityTradingStatus"), "types of other messages are left out");
    }

    [Test]
    public void APackedSchemaIsReadAsTheFileAndOneThatIsDamagedIsTold()
    {
        using MemoryStream packed = new();
        using (CompressionStream pack = new(packed, leaveOpen: true)) pack.Write(File.ReadAllBytes(Cme));
        byte[] bytes = packed.ToArray();
        CommandRun read = CommandRun.Of("schema", _files.WriteBytes("cme.xml.zst", bytes), "--message", "46");
        CommandRun cut = CommandRun.Of("schema", _files.WriteBytes("cut.xml.zst", bytes[..(bytes.Length / 2)]));

        Assert.That(read.Out, Is.EqualTo(CommandRun.Of("schema", Cme, "--message", "46").Out.Replace(Cme, Path.Combine(_files.Folder, "cme.xml.zst"), StringComparison.Ordinal)));
        Assert.That((cut.Code, cut.Error), Is.EqualTo((ExitCode.Usage, cut.Error)));
        Assert.That(cut.Error, Does.Contain("cut.xml.zst: the zstd data are cut off"));
    }

    [Test]
    public void JsonCarriesTheWholeSchema()
    {
        JsonElement json = CommandRun.Of("schema", Cme, "--json").Json;

        JsonElement book = json.GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("id").GetInt32() == 46);
        JsonElement entries = book.GetProperty("groups")[0];
        JsonElement price = entries.GetProperty("fields")[0];
        Assert.That(json.GetProperty("byteOrder").GetString(), Is.EqualTo("littleEndian"));
        Assert.That(json.GetProperty("diagnostics").GetArrayLength(), Is.Zero);
        Assert.That(book.GetProperty("blockLength").GetInt32(), Is.EqualTo(11));
        Assert.That(entries.GetProperty("dimension").GetProperty("members")[1].GetProperty("offset").GetInt32(), Is.EqualTo(2));
        Assert.That((price.GetProperty("offset").GetInt32(), price.GetProperty("size").GetInt32()), Is.EqualTo((0, 8)));
        Assert.That(price.GetProperty("null").GetString(), Is.EqualTo("9223372036854775807"));
    }

    [Test]
    public void AFaultyNumberIsToldWithItsPlaceAndFails()
    {
        string path = _files.WriteBytes("bad.xml", "<messageSchema id=\"1\" version=\"0\">\n  <message name=\"A\" id=\"none\"/>\n</messageSchema>"u8.ToArray());

        CommandRun run = CommandRun.In(_files.Folder, "schema", "bad.xml");

        Assert.That(File.Exists(path));
        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Error, Does.Contain("bad.xml(2,").And.Contain("error SBE004").And.Contain("none"));
        Assert.That(run.Out, Is.Empty);
    }

    [Test]
    public void FilesBesideTheSchemaAreIncludedAndTheirFaultsToldThere()
    {
        _files.WriteBytes(
            "main.xml",
            "<messageSchema id=\"1\" version=\"0\"><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"types.xml\"/></messageSchema>"u8.ToArray());
        string types = _files.WriteBytes("types.xml", "<types>\n<type name=\"T\" primitiveType=\"int24\"/></types>"u8.ToArray());

        CommandRun run = CommandRun.In(_files.Folder, "schema", "main.xml");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Error, Does.Contain(types + "(2,16): error SBE005"));
    }

    [TestCase("schema", "name its XML file")]
    [TestCase("schema absent.xml", "check the path")]
    [TestCase("schema .", "name the XML file in it")]
    public void AMissingFileIsNamedWithTheRemedy(string line, string remedy)
    {
        CommandRun run = CommandRun.In(_files.Folder, line.Split(' '));

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.StartWith("feedhandler: ").And.Contain(remedy));
    }

    [Test]
    public void AnUnknownMessageIsNamedWithOneThatIsNear()
    {
        CommandRun run = CommandRun.Of("schema", Cme, "--message", "refreshbook");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("--message refreshbook").And.Contain("MDIncrementalRefreshBook46"));
    }

    [TestCase("b3/B3.Equities.BinaryUmdf.Sbe.v2.2.xml", "schema 2 version 16")]
    [TestCase("memx/Memx.Equities.MemoirDepth.Sbe.v1.3.xml", "bigEndian")]
    [TestCase("euronext/Euronext.Optiq.MarketDataGateway.Sbe.v6.67.xml", "schema 0 version 367")]
    [TestCase("coinbase/Coinbase.Deribit.MarketDataApi.Sbe.v1.0.xml", "dummyMessageHeader, 8 bytes")]
    public void AnyVenuesSchemaIsLaidOut(string path, string expected)
    {
        CommandRun run = CommandRun.Of("schema", Require.Shared("schemas/" + path));

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain(expected));
    }
}
