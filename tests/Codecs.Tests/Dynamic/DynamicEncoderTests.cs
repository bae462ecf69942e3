using FeedHandler.Codecs.Dynamic;
using static FeedHandler.Codecs.Tests.Dynamic.DynamicSamples;

namespace FeedHandler.Codecs.Tests.Dynamic;

public sealed class DynamicEncoderTests
{
    private static DynamicEncodeResult Encode(DynamicMessage message, int bufferBytes = 4096, int version = 3)
        => new DynamicEncoder(All).Encode(message, new byte[bufferBytes], version);

    [Test]
    public void WhatIsNotNamedIsNullOrZeroOrEmpty()
    {
        new DynamicDecoder(All).Decode(DynamicSamples.Encode(All, OrderOf(), 3), out DynamicMessage? message);

        Assert.That(message!.Body.Field("Order")!.Text, Is.EqualTo("0"));
        Assert.That(message.Body.Field("Ratio")!.State, Is.EqualTo(DynamicState.Null));
        Assert.That(message.Body.Field("Price")!.State, Is.EqualTo(DynamicState.Null));
        Assert.That(message.Body.Group("Legs")!.Entries, Is.Empty);
        Assert.That(message.Body.Variable("Memo")!.Bytes, Is.Empty);
    }

    [Test]
    public void AWrongNumberOfElementsIsAnErrorByName()
        => Assert.That(Encode(OrderOf(Value("Numbers", 1, 2))).ToString(), Is.EqualTo("WrongType: Numbers"));

    [Test]
    public void AFieldThatTheMessageDoesNotHaveIsAnErrorByName()
        => Assert.That(Encode(OrderOf(Value("Order", 1) with { Name = "Odor" })).ToString(), Is.EqualTo("UnknownElement: Odor"));

    [Test]
    public void DataLongerThanItsLengthCanSayIsAnErrorByName()
    {
        DynamicBytes memo = new DynamicBytes(Order.Block.Variables[0], false, new(new byte[255]));
        DynamicMessage message = OrderOf() with { Body = new(default, default, new([memo])) };

        Assert.That(Encode(message).ToString(), Is.EqualTo("DataTooLong: Memo"));
    }

    [Test]
    public void EveryTooShortDestinationIsRefused()
    {
        int length = Encode(OrderOf()).Length;

        for (int bytes = 0; bytes < length; bytes++)
            Assert.That(Encode(OrderOf(), bytes).Status, Is.EqualTo(DynamicEncodeStatus.DestinationTooShort));
        Assert.That(Encode(OrderOf(), length).IsComplete, Is.True);
    }

    [TestCase(-1)]
    [TestCase(4)]
    public void AVersionThatTheSchemaDoesNotHaveIsRefused(int version)
        => Assert.That(Encode(OrderOf(), version: version).Status, Is.EqualTo(DynamicEncodeStatus.VersionOutOfRange));
}
