using System.Text;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Inspect;

/// <summary>A filter shows what it asks for, however it is written, or says what can be asked for; it is never silently empty.</summary>
public sealed class FilterTests
{
    private const string Schema = """
        <messageSchema package="test" id="9001" version="0">
          <types>
            <composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/></composite>
            <composite name="price"><type name="mantissa" primitiveType="int32" presence="optional"/><type name="exponent" primitiveType="int8"/></composite>
            <composite name="data"><type name="length" primitiveType="uint8"/><type name="varData" primitiveType="uint8" length="0"/></composite>
            <type name="raw" primitiveType="uint8" length="2"/>
            <type name="trio" primitiveType="int16" length="3"/>
            <set name="Wide" encodingType="uint64"><choice name="lo">0</choice><choice name="hi">63</choice></set>
            <set name="Narrow" encodingType="uint8"><choice name="a">0</choice><choice name="b">1</choice></set>
            <enum name="Side" encodingType="char"><validValue name="Buy">B</validValue></enum>
          </types>
          <message name="T" id="1"><field name="wide" id="1" type="Wide"/><field name="narrow" id="2" type="Narrow"/><field name="big" id="3" type="uint64"/>
            <field name="small" id="4" type="int8"/><field name="px" id="5" type="price"/><field name="side" id="6" type="Side"/>
            <field name="raw" id="7" type="raw"/><field name="trio" id="8" type="trio"/><field name="ratio" id="9" type="double"/>
            <data name="blob" id="10" type="data"/></message>
        </messageSchema>
        """;

    private SmallCapture _captures = null!;
    private string _capture = "";
    private string _schema = "";

    [SetUp]
    public void Write()
    {
        _captures = new SmallCapture();
        WireBytes message = new WireBytes().U16(47, 1, 9001, 0).Add([0, 0, 0, 0, 0, 0, 0, 0x80]).U8(3).Add([0, 0, 0, 0, 0, 0, 0, 0x80]).U8(-5);
        message.U32(1250).U8(-2).Add("B"u8).Add([0xAB, 0xCD]).Add([1, 0, 2, 0, 3, 0]).Add(BitConverter.GetBytes(0.5)).Add(new byte[7]).U8(1).Add([0xFE]);
        _capture = _captures.Write("one.pcap", (Line.A, 1, message.ToArray()));
        _schema = _captures.WriteBytes("schema.xml", Encoding.UTF8.GetBytes(Schema));
    }

    [TearDown]
    public void Remove() => _captures.Dispose();

    [TestCase("narrow=a", 1)]
    [TestCase("narrow=a|b", 1)]
    [TestCase("narrow=b|a", 1)]
    [TestCase("narrow=0x3", 1)]
    [TestCase("narrow=3", 1)]
    [TestCase("narrow=a|0x2", 1)]
    [TestCase("narrow=0x1", 0)]
    [TestCase("narrow=b|0x40", 0)]
    [TestCase("wide=9223372036854775808", 1)]
    [TestCase("wide=0x8000000000000000", 1)]
    [TestCase("wide=hi", 1)]
    [TestCase("wide=hi|lo", 0)]
    [TestCase("big=9223372036854775808", 1)]
    [TestCase("big=0x8000000000000000", 1)]
    [TestCase("big=1", 0)]
    [TestCase("small=-5", 1)]
    [TestCase("small=+5", 0)]
    [TestCase("px=12.5", 1)]
    [TestCase("px=+12.500", 1)]
    [TestCase("px=1.25e1", 1)]
    [TestCase("px=null", 0)]
    [TestCase("mantissa=+1250", 1)]
    [TestCase("side=Buy", 1)]
    [TestCase("side=B", 1)]
    [TestCase("side=66", 1)]
    [TestCase("side=0x42", 1)]
    [TestCase("side=S", 0)]
    [TestCase("raw=abcd", 1)]
    [TestCase("raw=ABCE", 0)]
    [TestCase("blob=fe", 1)]
    [TestCase("ratio=0.50", 1)]
    [TestCase("dest=224.0.31.1", 1)]
    [TestCase("dest=224.0.31.2", 0)]
    [TestCase("dest=224.0.31.1:14310", 1)]
    [TestCase("dest=224.0.31.1:14311", 0)]
    [TestCase("dest=ff02::1", 0)]
    [TestCase("template=0-1", 1)]
    [TestCase("packet=1-1", 1)]
    public void AValueIsFoundHoweverItIsWritten(string filter, int count)
    {
        CommandRun run = Inspect(filter);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.JsonLines, Has.Length.EqualTo(count));
    }

    [TestCase("narrow=256", "no schema has that value of narrow, give a raw number or one of a, b")]
    [TestCase("narrow=a|c", "no schema has that value of narrow")]
    [TestCase("narrow=0xZZ", "no schema has that value of narrow")]
    [TestCase("narrow=null", "no schema has that value of narrow")]
    [TestCase("side=99999", "no schema has that value of side, give a raw number or one of Buy")]
    [TestCase("side=0xZZ", "no schema has that value of side")]
    [TestCase("big=18446744073709551616", "no schema has that value of big, give a number of uint64")]
    [TestCase("small=128", "no schema has that value of small, give a number of int8")]
    [TestCase("small=abc", "no schema has that value of small")]
    [TestCase("px=abc", "no schema has that value of px, give a decimal number such as 4250.25")]
    [TestCase("px=1e", "no schema has that value of px")]
    [TestCase("raw=abc", "no schema has that value of raw, give 2 bytes in hexadecimal")]
    [TestCase("trio=1", "no schema has that value of trio, give no value: arrays cannot be asked for")]
    [TestCase("blob=xy", "no schema has that value of blob, give bytes in hexadecimal")]
    [TestCase("template=46-foo", "not a template, give an id such as 46, a range such as 46-53, or a message's name")]
    [TestCase("template=54-", "not a template")]
    [TestCase("template=54-50", "not a template")]
    [TestCase("template=9999", "neither a schema nor a message of the captures has that template: they have 1")]
    [TestCase("packet=5-3", "not a whole number from 1 on or a range of them")]
    [TestCase("packet=0", "not a whole number from 1 on")]
    [TestCase("seq=5-3", "not a whole number or a range of them")]
    [TestCase("dest=garbage", "not a destination, give an address and a port such as dest=224.0.31.64:14340, or an address alone for any port")]
    [TestCase("dest=5", "not a destination")]
    public void WhatCanNeverMatchIsAnErrorThatSaysWhatCan(string filter, string reason)
    {
        CommandRun run = Inspect(filter);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), run.Error);
        Assert.That(run.Error, Does.Contain($"--filter {filter}: {reason}"));
    }

    [TestCase("MatchEventIndicator=0x80", 1)]
    [TestCase("MDEntryType=48", 1)]
    [TestCase("SecurityID=+40000", 1)]
    [TestCase("security=+40000", 1)]
    [TestCase("MDEntryPx=100.0", 1)]
    public void OfTheVenueToo(string filter, int count)
    {
        string path = _captures.Write("cme.pcap", (Line.A, 1, CmePackets.Bid(1, 1, 40000, 100_000_000_000, 7)));

        Assert.That(CommandRun.Of("inspect", path, "--json", "--filter", filter).JsonLines, Has.Length.EqualTo(count));
    }

    [TestCase("SecurityID=abc", "no schema has that value of SecurityID, give a number of int32")]
    [TestCase("MDEntryPx=abc", "no schema has that value of MDEntryPx, give a decimal number")]
    public void OfTheVenueWhatCanNeverMatch(string filter, string reason)
    {
        CommandRun run = CommandRun.Of("inspect", Repository.PathOf("captures/cme-simulated.pcapng"), "--filter", filter);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain($"--filter {filter}: {reason}"));
    }

    // A message that no schema knows is found by its number, and shown by its bytes.
    [Test]
    public void ATemplateOfTheCaptureAloneIsFound()
    {
        byte[] packet = CmePackets.Bid(1, 1, 40000, 100, 7);
        (packet[16], packet[17]) = (0x0F, 0x27); // 9999
        CommandRun run = CommandRun.Of(
            "inspect", _captures.Write("unknown.pcap", (Line.A, 1, packet)), "--framing", "cme", "--json", "--filter", "template=9999");

        Assert.That(run.JsonLines.Single().GetProperty("status").GetString(), Is.EqualTo("unknown"));
    }

    private CommandRun Inspect(string filter) =>
        CommandRun.Of("inspect", _capture, "--schema", _schema, "--framing", "none", "--json", "--filter", filter);
}
