using FeedHandler.Codecs.Tests.Everything;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>A message with a value in every place.</summary>
internal static class EverythingMessage
{
    public static byte[] Encode()
    {
        byte[] buffer = new byte[1024];
        Assert.That(AllEncoder.TryEncode(buffer, out var all), Is.True);
        SetNumbers(ref all);
        SetOptionals(ref all);
        SetArrays(ref all);
        SetNamed(ref all);
        SetComposites(ref all);
        SetLegs(ref all);
        all.BeginEmpty(2).Next();
        var added = all.BeginNew(1).Next();
        added.Value = 77;
        all.SetRaw([1, 2, 3]);
        all.SetLatin("Käse");
        all.SetNew_Text("Grüße");
        return buffer[..all.MessageLength];
    }

    private static void SetNumbers(ref AllEncoder all)
    {
        (all.Int8, all.Int16, all.Int32, all.Int64) = (-1, -2, -3, -4);
        (all.UInt8, all.UInt16, all.UInt32, all.UInt64) = (1, 2, 3, 4);
        (all.Float, all.Double, all.Char) = (1.5f, -2.5, (byte)'c');
    }

    private static void SetOptionals(ref AllEncoder all)
    {
        (all.MaybeInt8, all.MaybeUInt16, all.MaybeInt64) = (-8, 16, -64);
        (all.MaybeFloat, all.MaybeDouble, all.MaybeChar, all.MaybeByField) = (0.5f, 0.25, (byte)'x', 32);
    }

    private static void SetArrays(ref AllEncoder all)
    {
        all.SetText("abc");
        all.SetUnicode("Grüß");
        all.Bytes = [1, 2, 3, 4];
        all.SetSigned([-1, 1]);
        all.SetShorts([-300, 0, 300]);
        all.SetDoubles(1, 2.5);
    }

    private static void SetNamed(ref AllEncoder all)
    {
        (all.Side, all.MaybeSide, all.Level, all.Huge, all.Maybe) = (Side.Buy, Side.Sell, Level.Low, Huge.Top, Maybe.Yes);
        (all.Bits8, all.Bits64, all.MaybeBits) = (Bits8.First | Bits8.Last, Bits64.High, Bits8.Last);
    }

    private static void SetComposites(ref AllEncoder all)
    {
        all.PriceMantissa = 1_500_000_000;
        (all.MaybeWireMantissa, all.MaybeWireExponent) = (125, -2);
        (all.MonthYear, all.MonthMonth) = (2026, 11);
        (all.OuterPriceMantissa, all.OuterKind, all.OuterMarks) = (7, Kind.A, Marks.One);
        (all.OuterInnerX, all.OuterInnerMonthYear) = (9, 1999);
        all.SetOuterNumbers([10, 20]);
        all.Later = 43;
        all.SetLaterText("later");
        all.LaterPriceMantissa = 2_000_000_000;
        (all.GrownOld, all.GrownLater, all.GrownMaybe, all.GrownSide) = (1, 2, 3, Side.Sell);
    }

    private static void SetLegs(ref AllEncoder all)
    {
        var legs = all.BeginLegs(2);
        for (int index = 0; index < 2; index++)
        {
            var leg = legs.Next();
            (leg.LegId, leg.LegPriceMantissa, leg.LegPriceExponent, leg.LegSide) = ((uint)(10 + index), 5, -1, Side.Buy);
            var fills = leg.BeginFills(index + 1);
            for (int fill = 0; fill <= index; fill++)
            {
                var entry = fills.Next();
                (entry.Quantity, entry.GrownOld) = ((short)(-fill), (byte)fill);
                var notes = entry.BeginNotes(1);
                notes.Next().SetNote($"note {index}{fill}");
            }

            leg.SetLegText("leg");
            leg.SetLegBytes([(byte)index]);
        }
    }
}
