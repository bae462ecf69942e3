using System.Text;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Inspect;

/// <summary>Messages without framing whose header is none of the usual eight bytes: the schema says what it is.</summary>
public sealed class HeaderSizeTests
{
    private const string Usual = "blockLength:uint16 templateId:uint16 schemaId:uint16 version:uint16";
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    // Block length 1, template 40, schema 5, version 3, each where the header has it; what is none of these is 9.
    [TestCase("blockLength:uint8 templateId:uint8 schemaId:uint8 version:uint8", "01280503")]
    [TestCase("version:uint8 templateId:uint16 blockLength:uint8 schemaId:uint16", "032800010500")]
    [TestCase(Usual, "0100280005000300")]
    [TestCase("length:uint16 " + Usual, "09000100280005000300")]
    [TestCase(Usual + " numGroups:uint16 numVarDataFields:uint16", "010028000500030000000000")]
    [TestCase("schemaId:uint32 version:uint32 templateId:uint32 blockLength:uint32", "05000000030000002800000001000000")]
    [TestCase("sequence:uint64 templateId:uint64 blockLength:uint16 version:uint8 schemaId:uint32", "0900000000000000280000000000000001000305000000")]
    public void MessagesWithAHeaderOfAnySizeFollowEachOther(string members, string head)
    {
        foreach (string framing in (string[])["none", "auto"])
        {
            CommandRun run = Inspect(members, head + "07" + head + "08", framing);

            Assert.That(run.Code, Is.EqualTo(ExitCode.Good), framing + run.Out + run.Error);
            Assert.That(run.JsonLines.Select(static line => line.GetProperty("name").GetString()), Is.EqualTo((string[])["Tick", "Tick"]));
            Assert.That(run.JsonLines.Select(static line => line.GetProperty("fields").GetRawText()), Is.EqualTo((string[])["{\"size\":7}", "{\"size\":8}"]));
            Assert.That(run.JsonLines[1].GetProperty("offset").GetInt32(), Is.EqualTo((head.Length / 2) + 1));
        }
    }

    [TestCase(Usual + " numGroups:uint16 numVarDataFields:uint16", "0100280005000300000000", "11 bytes are left, and a message header has 12")]
    [TestCase("blockLength:uint8 templateId:uint8 schemaId:uint8 version:uint8", "012805", "3 bytes are left, and a message header has 4")]
    public void AHeaderThatIsCutIsToldByTheSchemasSize(string members, string packet, string error)
    {
        CommandRun run = Inspect(members, packet, "none");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.JsonLines.Single().GetProperty("error").GetString(), Is.EqualTo(error));
    }

    [Test]
    public void AnUnknownTemplateIsNamedByTheSchemasHeader()
    {
        CommandRun run = Inspect("schemaId:uint32 version:uint32 templateId:uint32 blockLength:uint32", "0500000003000000630000000100000007", "none");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.JsonLines.Single().GetProperty("error").GetString(), Does.StartWith("schema 5 has no template 99"));
    }

    private CommandRun Inspect(string members, string packet, string framing)
    {
        string types = string.Concat(members.Split(' ').Select(static member => member.Split(':'))
            .Select(static member => $"<type name=\"{member[0]}\" primitiveType=\"{member[1]}\"/>"));
        string schema = $"""
            <messageSchema package="test" id="5" version="3"><types><composite name="messageHeader">{types}</composite></types>
            <message name="Tick" id="40"><field name="size" id="1" type="uint8"/></message></messageSchema>
            """;
        string path = _captures.WriteBytes("venue.xml", Encoding.UTF8.GetBytes(schema));
        string file = _captures.Write("venue.pcap", (Line.A, 1, System.Convert.FromHexString(packet)));
        return CommandRun.Of("inspect", file, "--schema", path, "--framing", framing, "--json");
    }
}
