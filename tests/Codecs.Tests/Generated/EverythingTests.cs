using FeedHandler.Codecs.Tests.Everything;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>Every feature of SBE, from the encoder through the view to the text.</summary>
public sealed class EverythingTests
{
    private const string Numbers =
        "All { Int8 = -1, Int16 = -2, Int32 = -3, Int64 = -4, UInt8 = 1, UInt16 = 2, UInt32 = 3, UInt64 = 4, Float = 1.5, "
        + "Double = -2.5, Char = 99, MaybeInt8 = -8, MaybeUInt16 = 16, MaybeInt64 = -64, MaybeFloat = 0.5, MaybeDouble = 0.25, "
        + "MaybeChar = 120, MaybeByField = 32, Text = \"abc\", Unicode = \"Grüß\", Bytes = 0x01020304, Signed = [-1, 1], "
        + "Shorts = [-300, 0, 300], Doubles = [NaN, 2.5], ";

    private const string Named =
        "Word = \"Käse\", Letter = 89, Least = -9223372036854775808, Ratio = 0.25, RefByType = -127, RefByField = Sell, Side = Buy, "
        + "MaybeSide = Sell, Level = Low, Huge = Top, Maybe = Yes, Bits8 = First | Last, Bits64 = High, MaybeBits = Last, ";

    private const string Composites =
        "Price = 1.500000000, MaybeWire = 1.25, Month = { Year = 2026, MonthValue = 11 }, Outer = { Price = 0.000000007, Kind = A, "
        + "Marks = One, Inner = { X = 9, Month = { Year = 1999, MonthValue = null } }, Numbers = [10, 20] }, ";

    private const string Later =
        "Later = 43, LaterText = \"later\", LaterPrice = 2.000000000, Grown = { Old = 1, Later = 2, Maybe = 3, Side = Sell }, ";

    private const string Legs =
        "Legs = [{ LegId = 10, LegPrice = 0.5, LegSide = Buy, Fills = [{ Quantity = 0, "
        + "Grown = { Old = 0, Later = 0, Maybe = null, Side = 0 }, Notes = [{ Note = \"note 00\" }] }], LegText = \"leg\", LegBytes = 0x00 }, "
        + "{ LegId = 11, LegPrice = 0.5, LegSide = Buy, Fills = [{ Quantity = 0, "
        + "Grown = { Old = 0, Later = 0, Maybe = null, Side = 0 }, Notes = [{ Note = \"note 10\" }] }, { Quantity = -1, "
        + "Grown = { Old = 1, Later = 0, Maybe = null, Side = 0 }, Notes = [{ Note = \"note 11\" }] }], LegText = \"leg\", LegBytes = 0x01 }], "
        + "Empty = [{ }], New = [{ Value = 77 }], Raw = 0x010203, Latin = \"Käse\", New_Text = \"Grüße\" }";

    [Test]
    public void WhatIsEncodedIsRead()
    {
        Assert.That(All.TryDecode(EverythingMessage.Encode(), out var all), Is.True);

        Assert.That(all.ToString(), Is.EqualTo((Numbers + Named + Composites + Later + Legs)));
    }

    [Test]
    public void TheHeaderHasTheWidthsAndTheOrderOfTheSchema()
    {
        byte[] message = EverythingMessage.Encode();

        Assert.That(message[..16], Is.EqualTo(new byte[] { 3, 200, 0, 0, 0, 0, 0, 0, 0x40, 0x9C, 0, 0, 250, 0, 0, 0 }));
        message[2] = 42;
        Assert.That(OwnHeader.TryRead(message, out var header), Is.True);
        Assert.That((header.Session, header.BlockLength, header.SchemaId), Is.EqualTo((42, 250, 40000)));
    }

    [Test]
    public void TheLengthIsThatOfTheMessage()
    {
        byte[] message = EverythingMessage.Encode();
        All.TryDecode(message, out var all);

        Assert.That(all.TryGetEncodedLength(out var length), Is.True);
        Assert.That(length, Is.EqualTo(message.Length - AllEncoder.HeaderLength));
    }

    [Test]
    public void ANewMessageHasNoValueWhereNoneIsNeeded()
    {
        byte[] buffer = new byte[AllEncoder.EncodedLengthMin];
        buffer.AsSpan().Fill(0xEE);
        AllEncoder.TryWrap(buffer, out var encoder);
        Assert.That(All.TryWrap(buffer, All.BlockLength, All.SchemaVersion, out var all), Is.True);

        Assert.That((all.MaybeInt8, all.MaybeUInt16, all.MaybeInt64, all.MaybeFloat), Is.EqualTo(((sbyte?)null, (ushort?)null, (long?)null, (float?)null)));
        Assert.That((all.MaybeDouble, all.MaybeChar, all.MaybeByField), Is.EqualTo(((double?)null, (byte?)null, (uint?)null)));
        Assert.That((all.HasMaybeSide, all.HasMaybe, all.HasMaybeBits), Is.EqualTo((false, false, false)));
        Assert.That((all.TryGetMaybeInt8(out _), all.TryGetMaybeDouble(out _), all.TryGetMaybeSide(out _)), Is.EqualTo((false, false, false)));
        Assert.That((all.Price.IsNull, all.MaybeWire.IsNull, all.Month.IsNull, all.LaterPrice.IsNull), Is.EqualTo((true, true, true, true)));
        Assert.That((all.Int64, all.GetText(), all.Side), Is.EqualTo((0L, "", default(Side))));
        Assert.That(encoder.EncodedLength, Is.EqualTo(buffer.Length));
        Assert.That(buffer[All.BlockLength - 10], Is.Zero, "padding");
    }

    [TestCase(0, "Later = null, LaterText = null, LaterPrice = null, Grown = { Old = 1, Later = null, Maybe = null, Side = null }")]
    [TestCase(1, "Later = 43, LaterText = null, LaterPrice = null, Grown = { Old = 1, Later = null, Maybe = null, Side = null }")]
    [TestCase(2, "Later = 43, LaterText = \"later\", LaterPrice = 2.000000000, Grown = { Old = 1, Later = 2, Maybe = null, Side = null }")]
    public void WhatAnOlderSenderLacksIsNull(int version, string text)
    {
        var body = EverythingMessage.Encode().AsSpan(AllEncoder.HeaderLength);

        Assert.That(All.TryWrap(body, All.BlockLength, version, out var all), Is.True);
        Assert.That(all.ToString(), Does.Contain(text));
    }

    [Test]
    public void ArraysAreReadByIndexByCopyAndInPlace()
    {
        All.TryDecode(EverythingMessage.Encode(), out var all);
        Span<short> shorts = stackalloc short[4];

        Assert.That((all.GetShorts(0), all.GetShorts(2)), Is.EqualTo(((short)-300, (short)300)));
        Assert.That(all.CopyShorts(shorts), Is.EqualTo(3));
        Assert.That(shorts.ToArray(), Is.EqualTo(new short[] { -300, 0, 300, 0 }));
        Assert.That(all.TryGetShorts(out var inPlace), Is.EqualTo(BitConverter.IsLittleEndian));
        Assert.That(inPlace.ToArray(), Is.EqualTo(new short[] { -300, 0, 300 }));
        Assert.That(all.CopyShorts(shorts[..1]), Is.EqualTo(1), "as many as the destination holds");
    }

    [Test]
    public void PrintingAllocatesNothing()
    {
        byte[] message = EverythingMessage.Encode();
        char[] text = new char[4096];
        int length = 0;

        Assert.That(AllocationMeter.BytesOf(() => length = Print(message, text)), Is.Zero);
        Assert.That(length, Is.GreaterThan(1000));
    }

    [Test]
    public void PrintingEndsWithItsDestination()
    {
        byte[] message = EverythingMessage.Encode();
        int whole = Print(message, new char[4096]);

        using (Assert.EnterMultipleScope())
        {
            for (int length = 0; length < whole; length++)
            {
                char[] text = new char[whole];
                text.AsSpan(length).Fill('#');
                Assert.That(Print(message, text.AsSpan(0, length)), Is.Zero);
                Assert.That(text.AsSpan(length).IndexOfAnyExcept('#'), Is.EqualTo(-1));
            }
        }
    }

    [Test]
    public void NamesOfValuesAreKnownWithoutReflection()
    {
        Assert.That((Side.Buy.IsDefined(), ((Side)9).IsDefined(), Side.Buy.NameOf(), ((Side)9).NameOf()), Is.EqualTo((true, false, "Buy", (string?)null)));
        Assert.That(((Bits8.First | Bits8.Last).IsDefined(), ((Bits8)2).IsDefined()), Is.EqualTo((true, false)));
        Assert.That((Text((Bits8)3), Text((Bits8)0), Text((Bits8)2)), Is.EqualTo(("First | 0x2", "0", "0x2")));

        static string Text(Bits8 value)
        {
            Span<char> text = stackalloc char[32];
            Assert.That(value.TryFormat(text, out var length), Is.True);
            return text[..length].ToString();
        }
    }

    private static int Print(byte[] message, Span<char> text)
    {
        All.TryDecode(message, out var all);
        return all.TryFormat(text, out var length, default, null) ? length : 0;
    }
}
