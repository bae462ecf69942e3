using System.Text;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Inspect;

/// <summary>Venues that the product has no schema of: packets put together byte by byte from what each venue publishes.</summary>
public sealed class OtherVenueTests
{
    private const long TimeNs = 1_579_546_260_000_000_000;

    // A message of one int32 and a group of int8, told apart by ids that the framing under test uses.
    private const string SchemaForm = """
        <messageSchema package="test" id="{0}" version="3">
          <types>
            <composite name="messageHeader">{1}<type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>{2}</composite>
            <composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint16"/>{2}</composite>
            <composite name="text"><type name="length" primitiveType="uint8"/>
              <type name="varData" primitiveType="char" length="0" characterEncoding="UTF-8"/></composite>
          </types>
          <message name="Quote" id="40"><field name="instrumentId" id="1" type="int32"/>
            <group name="legs" id="2"><field name="ratio" id="3" type="int8"/></group><data name="note" id="4" type="text"/></message>
        </messageSchema>
        """;

    private const string CountMembers = """<type name="numGroups" primitiveType="uint16"/><type name="numVarDataFields" primitiveType="uint16"/>""";

    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [Test]
    public void CoinbaseMessagesStandBehindALengthOfTheSchemasOwnHeader([Values("coinbase", "auto")] string framing)
    {
        byte[] body = Body(77, 2).ToArray();
        WireBytes packet = new WireBytes().I64(TimeNs).I64(501).U16(9).U8(1, 2).U32(0);
        for (int index = 0; index < 2; index++) packet.U16(10 + body.Length + 5).U16(4, 40, 1201, 3).Add(body).Add(new byte[5]);

        JsonElement[] lines = Inspect(packet, framing, 1201, """<type name="frameLength" primitiveType="uint16"/>""", "");

        AssertQuotes(lines, "coinbase", "501", 9);
        Assert.That(lines[1].GetProperty("offset").GetInt32(), Is.EqualTo(24 + 10 + body.Length + 5));
    }

    [Test]
    public void CoinbaseDeribitMessagesHaveAHeaderThatIsNotTheSchemas([Values("coinbase-deribit", "auto")] string framing)
    {
        byte[] body = Body(77, 2).ToArray();
        WireBytes packet = new WireBytes().I64(TimeNs).I64(501).U32(9).U16(0, 2);
        for (int index = 0; index < 2; index++) packet.U16(16 + body.Length, 40, 3, 0).I64(TimeNs).Add(body);

        JsonElement[] lines = Inspect(packet, framing, 2102, "", "");

        AssertQuotes(lines, "coinbase-deribit", "501", 9);
    }

    [Test]
    public void DeribitMessagesFollowEachOtherWithoutLengths([Values("deribit", "auto")] string framing)
    {
        WireBytes messages = new();
        for (int index = 0; index < 2; index++) messages.U16(4, 40, 1, 3, 1, 1).U32(77).U16(1, 2, 0, 0).U8(5, 0xFE).U8(2, 'h', 'i');
        byte[] body = messages.ToArray();

        JsonElement[] lines = Inspect(new WireBytes().U16(body.Length, 9).U32(501).Add(body), framing, 1, "", CountMembers);

        AssertQuotes(lines, "deribit", "501", 9);
        Assert.That(lines[0].TryGetProperty("length", out _), Is.False);
    }

    [Test]
    public void EuronextMessagesStandBehindTheirLength([Values("euronext", "auto")] string framing)
    {
        byte[] body = Body(77, 2).ToArray();
        WireBytes packet = new WireBytes().I64(TimeNs).U32(501).U16(0, 9);
        for (int index = 0; index < 2; index++) packet.U16(10 + body.Length, 4, 40, 0, 3).Add(body);

        JsonElement[] lines = Inspect(packet, framing, 0, "", "");

        AssertQuotes(lines, "euronext", "501", 9);
    }

    [Test]
    public void BareMessagesNeedOnlyTheirSchema([Values("none", "auto")] string framing)
    {
        byte[] body = Body(77, 2).ToArray();

        JsonElement[] lines = Inspect(new WireBytes().U16(4, 40, 5, 3).Add(body).U16(4, 40, 5, 3).Add(body), framing, 5, "", "");

        Assert.That(lines, Has.Length.EqualTo(2));
        AssertQuote(lines[1]);
    }

    [Test]
    public void ACompressedEuronextPacketIsRefusedByName()
    {
        string file = _captures.Write("packed.pcap", (Line.A, 1, new WireBytes().I64(TimeNs).U32(1).U16(1, 9).U8(1, 2, 3).ToArray()));

        CommandRun run = CommandRun.Of("inspect", file, "--framing", "euronext", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.JsonLines.Single().GetProperty("error").GetString(), Does.Contain("LZ4"));
    }

    // The packet's head and the message's are the sample of the venue's message reference; the order is put together here.
    [Test]
    public void AB3OrderIsDecodedByTheVenuesSchema([Values("b3", "auto")] string framing)
    {
        string schema = Require.Shared("schemas/b3/B3.Equities.BinaryUmdf.Sbe.v2.2.xml");
        byte[] head = System.Convert.FromHexString("37000100B168DE3A00C89865F4ACEB15" + "4C0050EB4000320002000F00");
        WireBytes body = new WireBytes().I64(200000000123).U8(0x80, 1, '0', 0).I64(123456).I64(700).U32(0).U32(85).I64(TimeNs).I64(77).U32(6).I64(TimeNs);
        string file = _captures.Write("b3.pcap", (Line.A, 1, new WireBytes().Add(head).Add(body.ToArray()).ToArray()));

        CommandRun run = CommandRun.Of("inspect", file, "--schema", schema, "--framing", framing, "--json");

        JsonElement line = run.JsonLines.Single();
        JsonElement fields = line.GetProperty("fields");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out + run.Error);
        Assert.That(line.GetProperty("name").GetString(), Is.EqualTo("Order_MBO_50"));
        Assert.That(line.GetProperty("seqNum").GetString(), Is.EqualTo("987654321"));
        Assert.That(line.GetProperty("sendingTimeNs").GetString(), Is.EqualTo("1579546260000000000"));
        Assert.That(line.GetProperty("channel").GetInt32(), Is.EqualTo(55));
        Assert.That(fields.GetProperty("securityID").GetString(), Is.EqualTo("200000000123"));
        Assert.That(fields.GetProperty("mDEntryPx").GetProperty("value").GetString(), Is.EqualTo("12.3456"));
        Assert.That(fields.GetProperty("mDUpdateAction").GetProperty("name").GetString(), Is.EqualTo("CHANGE"));
        Assert.That(fields.TryGetProperty("mDEntryPrevSize", out _), Is.False, "version 15 does not have it");
    }

    [Test]
    public void AFaultySchemaIsRefusedWithItsPlace()
    {
        string schema = _captures.WriteBytes("bad.xml", "<messageSchema id=\"one\" version=\"0\"/>"u8.ToArray());

        CommandRun run = CommandRun.Of("inspect", "--schema", schema);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("bad.xml(1,").And.Contain("SBE004"));
    }

    private static WireBytes Body(uint instrumentId, int count) => new WireBytes().U32(instrumentId).U16(1, count).U8(5, 0xFE).U8(2, 'h', 'i');

    private static readonly CompositeFormat ParsedSchemaForm = CompositeFormat.Parse(SchemaForm);

    private JsonElement[] Inspect(WireBytes packet, string framing, int schemaId, string firstMembers, string lastMembers)
    {
        string xml = string.Format(System.Globalization.CultureInfo.InvariantCulture, ParsedSchemaForm, schemaId, firstMembers, lastMembers);
        string schema = _captures.WriteBytes("venue.xml", Encoding.UTF8.GetBytes(xml));
        string file = _captures.Write("venue.pcap", (Line.A, 1, packet.ToArray()));
        CommandRun run = CommandRun.Of("inspect", file, "--schema", schema, "--framing", framing, "--json");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out + run.Error);
        return run.JsonLines;
    }

    private static void AssertQuotes(JsonElement[] lines, string framing, string seqNum, int channel)
    {
        Assert.That(lines, Has.Length.EqualTo(2));
        foreach (JsonElement line in lines)
        {
            AssertQuote(line);
            Assert.That(line.GetProperty("framing").GetString(), Is.EqualTo(framing));
            Assert.That(line.GetProperty("seqNum").GetString(), Is.EqualTo(seqNum));
            Assert.That(line.GetProperty("channel").GetInt32(), Is.EqualTo(channel));
        }
    }

    private static void AssertQuote(JsonElement line) =>
        Assert.That(line.GetProperty("fields").GetRawText(), Is.EqualTo("""{"instrumentId":77,"legs":[{"ratio":5},{"ratio":-2}],"note":"hi"}"""));
}
