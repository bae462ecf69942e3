using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;
using static FeedHandler.Codecs.Tests.Dynamic.DynamicSamples;

namespace FeedHandler.Codecs.Tests.Dynamic;

public sealed class DynamicTextTests
{
    private static string TextOf(DynamicValue value)
    {
        new DynamicDecoder(All).Decode(Encode(All, OrderOf(value), 3), out DynamicMessage? message);
        return message!.Body.Field(value.Name)!.Text;
    }

    [TestCase("Side", new long[] { '2' }, "Sell")]
    [TestCase("Side", new long[] { 'x' }, "x")]
    [TestCase("Level", new long[] { -1 }, "Low")]
    [TestCase("Level", new long[] { -128 }, "null")]
    [TestCase("Maybe", new long[] { 7 }, "7")]
    [TestCase("Wide", new long[] { long.MinValue | 1 }, "Top|0x1")]
    [TestCase("Wide", new long[] { 0 }, "0")]
    [TestCase("Name", new long[] { 'A', 'B', 27, 0, 'C' }, "AB\\x1B")]
    [TestCase("Raw", new long[] { 1, 2, 255, 0 }, "0102FF00")]
    [TestCase("Numbers", new long[] { 1, -2, 3 }, "[1, -2, 3]")]
    [TestCase("Order", new[] { -1L }, "18446744073709551615")]
    [TestCase("Ratio", new[] { 0x7FF8000000000001 }, "null")]
    [TestCase("Ratio", new[] { 0x3FF8000000000000 }, "1.5")]
    public void AValueIsWrittenAsItsTypeHasIt(string field, long[] bits, string text)
        => Assert.That(TextOf(Value(field, bits)), Is.EqualTo(text));

    [TestCase("Fixed", "Sell")]
    [TestCase("Flag", "Y")]
    [TestCase("Word", "ABC")]
    public void AConstantIsWrittenThoughNoByteCarriesIt(string field, string text)
    {
        new DynamicDecoder(All).Decode(Encode(All, OrderOf(), 3), out DynamicMessage? message);

        Assert.That(message!.Body.Field(field)!.Text, Is.EqualTo(text));
        Assert.That(message.Body.Field(field)!.State, Is.EqualTo(DynamicState.Constant));
    }

    [TestCase(4250250000000, "4250.250000000")]
    [TestCase(-1, "-0.000000001")]
    [TestCase(long.MinValue, "-9223372036.854775808")]
    [TestCase(long.MaxValue, "null")]
    public void ADecimalIsScaledExactly(long mantissa, string text)
    {
        SbeField field = FieldOf("Price");
        CompositeMember member = ((CompositeType)field.Type).Members[0];
        DynamicValue price = DynamicValue.OfMembers(field, DynamicValue.Of(member, new PrimitiveValue(PrimitiveType.Int64, mantissa)));

        Assert.That(TextOf(price), Is.EqualTo(text));
    }

    [TestCase(-7, "0.0000012")]
    [TestCase(-128, "null")]
    public void ADecimalWithoutAnExponentHasNoValue(sbyte exponent, string text)
    {
        SbeSchema schema = SchemaReader.Read(TestSchemas.Of(
            "<composite name='D'><type name='mantissa' primitiveType='int64'/>"
            + "<type name='exponent' primitiveType='int8' presence='optional' nullValue='-128'/></composite>",
            "<sbe:message name='M' id='1'><field name='F' id='1' type='D'/></sbe:message>")).Schema!;
        byte[] bytes = [9, 0, 1, 0, 7, 0, 3, 0, 12, 0, 0, 0, 0, 0, 0, 0, unchecked((byte)exponent)];

        new DynamicDecoder(new DynamicSchema(schema)).Decode(bytes, out DynamicMessage? message);

        Assert.That(message!.Body.Field("F")!.Text, Is.EqualTo(text));
    }

    [Test]
    public void AFieldOfALaterVersionIsAbsentFromAnOlderMessage()
    {
        new DynamicDecoder(All).Decode(Encode(All, OrderOf(Value("Later", 5)), 1), out DynamicMessage? message);

        Assert.That(message!.ActingVersion, Is.EqualTo(1));
        Assert.That(message.Body.Field("Later")!.State, Is.EqualTo(DynamicState.Absent));
        Assert.That(message.Body.Field("LaterPrice")!.Text, Is.EqualTo("null"));
        Assert.That(message.Body.Group("Plain")!.IsAbsent, Is.False);
    }
}
