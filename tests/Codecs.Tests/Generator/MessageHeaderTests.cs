namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Messages that begin with their header: what the schema's header type carries, and what it leaves out.</summary>
public sealed class MessageHeaderTests
{
    private const string Program = """
        using Generated.Codecs;

        public struct Counter : ITestHandler
        {
            public int Value;
            public void On(in Tick message) => Value += (int)message.Price;
        }

        public static class Program
        {
            public static byte[] Encode()
            {
                var buffer = new byte[64];
                TickEncoder.TryEncode(buffer, out var tick);
                tick.Price = 700;
                return buffer[..tick.MessageLength];
            }

            public static string Decode(byte[] message)
            {
                var counter = new Counter();
                var result = TestDispatcher.Dispatch(ref counter, message);
                return $"{Tick.TryDecode(message, out var tick)} {result} {counter.Value} {tick.ActingBlockLength}";
            }
        }
        """;

    private const string Whole = """
        <composite name="messageHeader">
          <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
          <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
        </composite>
        """;

    private const string Wide = """
        <composite name="messageHeader">
          <type name="version" primitiveType="uint8"/><type name="blockLength" primitiveType="uint32"/>
          <type name="schemaId" primitiveType="uint8"/><type name="templateId" primitiveType="uint32"/>
        </composite>
        """;

    private const string NoLength = """
        <composite name="messageHeader">
          <type name="templateId" primitiveType="uint16"/><type name="version" primitiveType="uint8"/>
        </composite>
        """;

    [TestCase(Whole, "12,0,5,0,9,0,2,0", Description = "the usual one")]
    [TestCase(Wide, "2,12,0,0,0,9,5,0,0,0", Description = "other widths and order")]
    [TestCase(NoLength, "5,0,2", Description = "neither block length nor schema id")]
    public void AMessageGoesOutAndComesBack(string header, string bytes)
    {
        Type program = GeneratorRun.Of(Schema(header)).Load(Program).GetType("Program")!;
        byte[] message = program.GetMethod("Encode")!.CreateDelegate<Func<byte[]>>()();
        byte[] expected = bytes.Split(',').Select(byte.Parse).ToArray();

        Assert.That(message[..expected.Length], Is.EqualTo(expected));
        Assert.That(message, Has.Length.EqualTo(expected.Length + 12));
        Assert.That(Decode(program, message), Is.EqualTo("True Handled 700 12"));
    }

    [TestCase(2, 12, Description = "the schema's own version: with its padding")]
    [TestCase(1, 10, Description = "without the last field")]
    [TestCase(0, 8)]
    public void ABlockLengthThatTheHeaderLacksFollowsFromTheVersion(byte version, int length)
    {
        Type program = GeneratorRun.Of(Schema(NoLength)).Load(Program).GetType("Program")!;
        byte[] message = [5, 0, version, .. new byte[12]];

        Assert.That(Decode(program, message), Is.EqualTo($"True Handled 0 {length}"));
    }

    [TestCase("12,0,5,0,9,0,2", "False Malformed 0 0", Description = "a byte short of a header")]
    [TestCase("12,0,5,0,8,0,2,0", "False OtherSchema 0 0")]
    [TestCase("12,0,6,0,9,0,2,0", "False UnknownTemplate 0 0")]
    [TestCase("12,0,5,0,9,0,2,0", "False Malformed 0 0", Description = "a header without its block")]
    public void WhatIsNotTheMessageIsSaidToBeSo(string bytes, string result)
    {
        Type program = GeneratorRun.Of(Schema(Whole)).Load(Program).GetType("Program")!;

        Assert.That(Decode(program, [.. bytes.Split(',').Select(byte.Parse)]), Is.EqualTo(result));
    }

    [Test]
    public void NumbersPastAnIntAreNoMessage()
    {
        Type program = GeneratorRun.Of(Schema(Wide)).Load(Program).GetType("Program")!;
        byte[] tooLong = [2, 255, 255, 255, 255, 9, 5, 0, 0, 0, .. new byte[12]];
        byte[] tooHigh = [2, 12, 0, 0, 0, 9, 5, 0, 1, 0, .. new byte[12]];

        Assert.That(Decode(program, tooLong), Is.EqualTo("False Malformed 0 0"));
        Assert.That(Decode(program, tooHigh), Is.EqualTo("False UnknownTemplate 0 0"));
    }

    private static string Decode(Type program, byte[] message)
        => program.GetMethod("Decode")!.CreateDelegate<Func<byte[], string>>()(message);

    private static string Schema(string header) => $"""
        <messageSchema id="9" version="2" byteOrder="littleEndian">
          <types>{header}</types>
          <message name="Tick" id="5" blockLength="12">
            <field name="Price" id="1" type="int64"/>
            <field name="Size" id="2" type="uint16" sinceVersion="1"/>
            <field name="Flag" id="3" type="uint8" sinceVersion="2"/>
          </message>
        </messageSchema>
        """;
}
