using System.Buffers.Binary;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generated;
using FeedHandler.Codecs.Tests.Generator;
using FeedHandler.Codecs.Tests.Oracle;
using FeedHandler.Tests.Support;
using static FeedHandler.Codecs.Tests.Dynamic.DynamicSamples;

namespace FeedHandler.Codecs.Tests.Dynamic;

public sealed class DynamicStatusTests
{
    private static DynamicDecodeResult Decode(byte[] bytes) => new DynamicDecoder(All).Decode(bytes, out _);

    private static byte[] With(int offset, ushort number)
    {
        byte[] bytes = Encode(All, OrderOf(), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), number);
        return bytes;
    }

    [Test]
    public void AnotherTemplateOrSchemaIsTold()
    {
        Assert.That(Decode(With(2, 99)).Status, Is.EqualTo(DynamicDecodeStatus.UnknownTemplate));
        Assert.That(Decode(With(4, 99)).Status, Is.EqualTo(DynamicDecodeStatus.OtherSchema));
    }

    [Test]
    public void ABlockThatEndsTooEarlyOrTooLateIsTold()
    {
        Assert.That(Decode(With(0, 3)).ToString(), Does.StartWith("BlockTooShort in Order at byte 8"));
        Assert.That(Decode(With(0, 60000)).ToString(), Does.StartWith("Truncated in Order at byte 8"));
    }

    [Test]
    public void AGroupThatRunsPastTheEndIsToldWithItsPlace()
    {
        // Header 8, block 120, then the dimension of Legs: block length 10, no entry.
        Assert.That(Decode(With(130, 5)).ToString(), Is.EqualTo("Truncated in Legs at byte 128 of 137"));
    }

    [Test]
    public void BytesAfterTheMessageAreCounted()
        => Assert.That(Decode([.. Encode(All, OrderOf(), 3), 1, 2, 3]).TrailingLength, Is.EqualTo(3));

    [Test]
    public void AHeaderCutShortIsToldAsSuch()
        => Assert.That(Decode([1, 2, 3]).ToString(), Is.EqualTo("Truncated in message header at byte 0 of 3"));

    [Test]
    public void WhatTakesNoBytesIsReadWhereverItStands()
    {
        DynamicSchema schema = new DynamicSchema(SchemaReader.Read(TestSchemas.Of(
            """
            <composite name="C"><type name="A" primitiveType="uint8"/>
            <composite name="B" offset="9"><type name="K" primitiveType="int8" presence="constant">3</type></composite></composite>
            <composite name="D"><type name="K" primitiveType="int8" presence="constant">4</type></composite>
            """,
            "<message name=\"M\" id=\"1\"><field name=\"F\" id=\"1\" type=\"C\"/><field name=\"G\" id=\"2\" type=\"D\" offset=\"40\"/></message>")).Schema!);
        DynamicMessage made = new MessageMaker(1).Make(schema.Schema, schema.Schema.Messages[0]);
        new DynamicDecoder(schema).Decode(Encode(schema, made, 3), out DynamicMessage? read);

        Assert.That(read!.Body.Field("F")!.Text, Does.EndWith("B={K=3}}"));
        Assert.That(read.Body.Field("G")!.Text, Is.EqualTo("{K=4}"));
    }

    [Test]
    public void EntriesWithoutBytesAreBounded()
    {
        string xml = TestSchemas.Of(
            "<composite name=\"wide\"><type name=\"blockLength\" primitiveType=\"uint16\"/><type name=\"numInGroup\" primitiveType=\"uint32\"/></composite>",
            "<message name=\"M\" id=\"1\"><group name=\"G\" id=\"1\" dimensionType=\"wide\"/></message>");
        DynamicDecoder decoder = new DynamicDecoder(new(SchemaReader.Read(xml).Schema!));
        byte[] bytes = [0, 0, 1, 0, 7, 0, 3, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];

        Assert.That(decoder.Decode(bytes, out _).Status, Is.EqualTo(DynamicDecodeStatus.CountOverLimit));
    }

    [Test]
    public void WhatOnlyANewerVersionHasIsPassedOverByCounts()
    {
        (DynamicSchema? older, DynamicSchema? newer, MessageMaker? maker) = (Counted(1), Counted(2), new MessageMaker(5));
        for (int index = 0; index < 50; index++)
        {
            DynamicMessage made = maker.Make(newer.Schema, newer.Schema.Messages[0]);
            DynamicDecodeResult result = new DynamicDecoder(older).Decode(Encode(newer, made, 2), out DynamicMessage? read);

            Assert.That((result.Status, result.TrailingLength), Is.EqualTo((DynamicDecodeStatus.Complete, 0)), result.ToString());
            Assert.That(read!.Body.Group("G")!.Entries.Select(static entry => entry.Field("B")),
                Is.EqualTo(made.Body.Group("G")!.Entries.Select(static entry => entry.Field("B"))));
            Assert.That(read.Body.Variable("D")!.Bytes, Is.EqualTo(made.Body.Variable("D")!.Bytes));
        }
    }

    [Test]
    public void AVisitorCostsNoAllocation()
    {
        DynamicDecoder decoder = new DynamicDecoder(new(SchemaReader.Read(File.ReadAllText(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"))).Schema!));
        byte[] header = new byte[8];
        FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46Encoder.WriteHeader(header);
        byte[] bytes = [.. header, .. Books.Encode()];
        char[] text = new char[1024];

        Assert.That(AllocationMeter.BytesOf(() => Visit(decoder, bytes, text)), Is.Zero);
    }

    private static void Visit(DynamicDecoder decoder, byte[] bytes, char[] text)
    {
        FormattingVisitor visitor = new FormattingVisitor(text);
        if (!decoder.Decode(bytes, ref visitor).IsComplete || visitor.CharacterCount == 0)
            throw new InvalidOperationException("The message was not read.");
    }
}
