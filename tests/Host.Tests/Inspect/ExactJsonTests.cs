using System.Text;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Inspect;

/// <summary>JSON gives back what the wire had, and nothing of the wire acts on a terminal.</summary>
public sealed class ExactJsonTests
{
    private const string Schema = """
        <messageSchema package="test" id="9001" version="0">
          <types>
            <composite name="messageHeader"><type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/></composite>
            <composite name="Price"><type name="Mantissa" primitiveType="int32"/>
              <type name="Exponent" primitiveType="int8" presence="optional" nullValue="-128"/></composite>
            <composite name="text"><type name="length" primitiveType="uint8"/>
              <type name="varData" primitiveType="char" length="0" characterEncoding="UTF-8"/></composite>
            <type name="Plain" primitiveType="char" length="4"/>
            <type name="Unicode" primitiveType="char" length="4" characterEncoding="UTF-8"/>
          </types>
          <message name="T" id="1"><field name="plain" id="1" type="Plain"/><field name="unicode" id="2" type="Unicode"/>
            <field name="price" id="3" type="Price"/><data name="note" id="4" type="text"/></message>
        </messageSchema>
        """;

    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [Test]
    public void EveryByteOfATextComesBack()
    {
        for (int value = 0; value < 256; value++)
        {
            byte[] plain = [(byte)value, (byte)'x', (byte)value, 0];
            (JsonElement fields, string text) = Show(plain, [(byte)'u', 0, 0, 0], 1, 0, []);

            Assert.That(Encoding.Latin1.GetBytes(fields.GetProperty("plain").GetString()!.PadRight(4, '\0')), Is.EqualTo(plain));
            Assert.That(text.Trim('\n').Any(char.IsControl), Is.False, $"0x{value:X2}");
        }
    }

    [Test]
    public void AByteAndTheNameOfABytePrintDifferently()
    {
        JsonElement named = Show([], [], 1, 0, [(byte)'\\', (byte)'x', (byte)'0', (byte)'A']).Fields;
        JsonElement raw = Show([], [], 1, 0, [0x0A]).Fields;

        Assert.That((named.GetProperty("note").GetString(), raw.GetProperty("note").GetString()), Is.EqualTo((@"\x0A", "\n")));
    }

    [Test]
    public void WhatIsNoUtf8IsShownAsBytes()
    {
        JsonElement fields = Show([], [0x41, 0xFF, 0x42, 0], 1, 0, [0xC0]).Fields;

        Assert.That(fields.GetProperty("unicode").GetProperty("bytes").GetString(), Is.EqualTo("41ff42"));
        Assert.That(fields.GetProperty("note").GetProperty("bytes").GetString(), Is.EqualTo("c0"));
    }

    [Test]
    public void LettersThatTurnTheLineAreEscaped()
    {
        (JsonElement fields, string text) = Show([], [], 1, 0, "a\u202Eb\u2028"u8);

        Assert.That(fields.GetProperty("note").GetString(), Is.EqualTo("a\u202Eb\u2028"));
        Assert.That(text, Does.Not.Contain("\u202E").And.Not.Contain("\u2028"));
    }

    [TestCase(1250, -2, """{"value":"12.5","mantissa":"1250","exponent":-2}""")]
    [TestCase(-7, 0, """{"value":"-7","mantissa":"-7","exponent":0}""")]
    [TestCase(5, -128, """{"value":null,"mantissa":"5","exponent":null}""")]
    public void ADecimalHasOneFormWhateverTheSchemaCallsItsParts(int mantissa, sbyte exponent, string expected)
    {
        Assert.That(Show([], [], mantissa, exponent, []).Fields.GetProperty("price").GetRawText(), Is.EqualTo(expected));
    }

    // Null by either part, and by the field itself: one form.
    [TestCase(int.MinValue, -2, """{"value":null,"mantissa":null,"exponent":-2}""")]
    [TestCase(5, -128, """{"value":null,"mantissa":"5","exponent":null}""")]
    public void ANullDecimalHasTheSameForm(int mantissa, sbyte exponent, string expected)
    {
        const string Required = "name=\"Mantissa\" primitiveType=\"int32\"";
        JsonElement fields = Show(
            [], [], mantissa, exponent, [], Schema.Replace(Required, Required + " presence=\"optional\"", StringComparison.Ordinal)).Fields;

        Assert.That(fields.GetProperty("price").GetRawText(), Is.EqualTo(expected));
    }

    [Test]
    public void BytesAreHexadecimalInLowerCase()
    {
        string schema = Schema.Replace(""" characterEncoding="UTF-8"/></composite>""", "/></composite>", StringComparison.Ordinal)
            .Replace("name=\"Plain\" primitiveType=\"char\"", "name=\"Plain\" primitiveType=\"uint8\"", StringComparison.Ordinal);
        JsonElement fields = Show([0xAB, 0xCD, 0xEF, 0], [], 1, 0, [0xFE], schema).Fields;

        Assert.That((fields.GetProperty("plain").GetString(), fields.GetProperty("note").GetString()), Is.EqualTo(("abcdef00", "fe")));
    }

    [TestCase("inspect", "--json")]
    [TestCase("inspect", "")]
    [TestCase("inspect", "--hex")]
    [TestCase("schema", "")]
    [TestCase("schema", "--json")]
    [TestCase("schema diff", "")]
    public void ANameOfASchemaNeverTurnsALine(string command, string options)
    {
        string named = Schema.Replace("name=\"T\"", "name=\"T&#x202E;\"", StringComparison.Ordinal)
            .Replace("name=\"plain\"", "name=\"pl&#x202E;&#x9B;ain\"", StringComparison.Ordinal);
        string schema = _captures.WriteBytes("named.xml", Encoding.UTF8.GetBytes(named));
        string old = _captures.WriteBytes("old.xml", Encoding.UTF8.GetBytes(Schema));
        byte[] bytes = new WireBytes().U16(13, 1, 9001, 0).Add(new byte[14]).ToArray();
        string file = _captures.Write("one.pcap", (Line.A, 1, bytes));
        string[] inputs = command switch { "inspect" => [file, "--schema", schema, "--framing", "none"], "schema" => [schema], _ => [old, schema] };

        CommandRun run = CommandRun.Of([.. command.Split(' '), .. inputs, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.That(run.Code, Is.Not.EqualTo(ExitCode.Usage), run.Error);
        Assert.That((run.Out + run.Error).Where(static letter => letter is '\u202E' || char.IsControl(letter)).Distinct(), Is.EqualTo("\n"));
        if (options == "--json" && command == "inspect") Assert.That(run.JsonLines[0].GetProperty("name").GetString(), Is.EqualTo("T\u202E"));
        if (options.Length == 0) Assert.That(run.Out, Does.Contain(@"T\u202E"));
    }

    [TestCase("replay", "")]
    [TestCase("replay", "--json")]
    [TestCase("replay", "--events -")]
    [TestCase("books", "")]
    [TestCase("books", "--json")]
    [TestCase("inspect", "")]
    [TestCase("inspect", "--json")]
    [TestCase("inspect", "--hex")]
    public void AnEscapeSequenceOfASymbolIsNeverPrinted(string command, string options)
    {
        string file = Require.Shared("cases/escape-in-symbol.pcap");

        CommandRun run = CommandRun.Of([command, file, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That((run.Out + run.Error).Where(char.IsControl).Distinct(), Is.EqualTo("\n"));
    }

    private (JsonElement Fields, string Text) Show(byte[] plain, byte[] unicode, int mantissa, sbyte exponent, ReadOnlySpan<byte> note, string xml = Schema)
    {
        WireBytes bytes = new WireBytes().U16(13, 1, 9001, 0).Add(plain).Add(new byte[4 - plain.Length]).Add(unicode).Add(new byte[4 - unicode.Length]);
        bytes.U32(unchecked((uint)mantissa)).U8(exponent).U8(note.Length).Add(note);
        string file = _captures.Write("one.pcap", (Line.A, 1, bytes.ToArray()));
        string schema = _captures.WriteBytes("schema.xml", Encoding.UTF8.GetBytes(xml));

        CommandRun run = CommandRun.Of("inspect", file, "--schema", schema, "--framing", "none", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        return (run.JsonLines.Single().GetProperty("fields"), run.Out);
    }
}
