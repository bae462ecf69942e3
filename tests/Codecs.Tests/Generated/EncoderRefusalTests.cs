using FeedHandler.Codecs.Tests.Everything;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>What an encoder does not write: it says why, or says no, and leaves the buffer as it was.</summary>
public sealed class EncoderRefusalTests
{
    [Test]
    public void AnErrorOfOrderNamesWhatMayFollow() => Assert.That(
        static () =>
        {
            AllEncoder.TryWrap(new byte[512], out var all);
            all.SetRaw([]);
            all.BeginLegs(1);
        },
        Throws.InvalidOperationException.With.Message.EqualTo(
            "Legs cannot be written now: Raw has begun. Expected after it: Latin, New Text. Keep the order of the schema, each once."));

    [Test]
    public void TryFormsRefuseWithoutAWord()
    {
        byte[] buffer = new byte[512];
        AllEncoder.TryWrap(buffer, out var all);
        Assert.That(all.TryBeginLegs(4, out _), Is.False, "the schema allows three");
        Assert.That(all.TryBeginLegs(-1, out _), Is.False);
        Assert.That(all.TryBeginLegs(1, out var legs), Is.True);
        Assert.That(legs.TryNext(out var leg), Is.True);
        Assert.That(legs.TryNext(out _), Is.False, "begun with one");
        Assert.That(leg.TrySetLegText("123456789"), Is.False, "the schema allows eight bytes");
        Assert.That(leg.TrySetLegText("12345678"), Is.True);
        Assert.That(leg.TryBeginFills(1, out _), Is.False, "the text has begun");
        Assert.That(all.TrySetRaw(new byte[600]), Is.False);
        byte[] before = buffer.ToArray();
        Assert.That(all.TrySetRaw(new byte[500]), Is.False);

        Assert.That(buffer, Is.EqualTo(before));
        Assert.That(All.TryWrap(buffer.AsSpan(0, all.EncodedLength), All.BlockLength, All.SchemaVersion, out var view), Is.True);
        Assert.That(view.TryGetLegs(out var read) && read.Count == 1, Is.True);
    }

    [Test]
    public void WhatIsLeftOutStaysEmpty()
    {
        byte[] buffer = new byte[512];
        AllEncoder.TryWrap(buffer, out var all);
        var legs = all.BeginLegs(3);
        legs.Next().SetLegBytes([1]);
        legs.Next();
        legs.Next().BeginFills(1).Next();
        all.SetLatin("x");

        Assert.That(All.TryWrap(buffer.AsSpan(0, all.EncodedLength), All.BlockLength, All.SchemaVersion, out var view), Is.True);
        var text = view.ToString();
        Assert.That(text, Does.Contain("Fills = [], LegText = \"\", LegBytes = 0x01 }").And.Contain("LegText = \"\", LegBytes = 0x }]"));
        Assert.That(text, Does.EndWith("Empty = [], New = [], Raw = 0x, Latin = \"x\", New_Text = \"\" }"));
        Assert.That(view.TryGetEncodedLength(out var length) && length == all.EncodedLength, Is.True);
    }

    [Test]
    public void TooLongATextIsRefusedWithItsLimit()
    {
        Assert.That(static () => Encode(static (ref AllEncoder all) => all.SetNew_Text("123456789")), Throws.ArgumentException.With.Message.Contains("at most 8"));
        Assert.That(static () => Encode(static (ref AllEncoder all) => all.SetText("123456")), Throws.ArgumentException.With.Message.Contains("at most 5"));
        Assert.That(static () => Encode(static (ref AllEncoder all) => all.SetShorts(new short[4])), Throws.ArgumentException.With.Message.Contains("3 elements"));
        Assert.That(static () => Encode(static (ref AllEncoder all) => all.SetShorts(3, 1)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void NothingIsWrittenPastTheBuffer()
    {
        var whole = EverythingMessage.Encode().Length - AllEncoder.HeaderLength;
        using (Assert.EnterMultipleScope())
        {
            for (int length = 0; length < whole; length++)
            {
                byte[] buffer = new byte[whole + 64];
                buffer.AsSpan(length).Fill(0xEE);
                FillUp(buffer.AsSpan(0, length));
                Assert.That(buffer.AsSpan(length).IndexOfAnyExcept((byte)0xEE), Is.EqualTo(-1), $"{length} bytes");
            }
        }
    }

    [Test]
    public void AFixedMessageKnowsItsLength()
    {
        Assert.That((FixedEncoder.EncodedLengthMin, FixedEncoder.EncodedLengthMax), Is.EqualTo((2, 2)));
        Assert.That((NothingEncoder.EncodedLengthMax, NothingEncoder.HeaderLength), Is.EqualTo((0, 16)));
        Assert.That(Name<Fixed>(), Is.EqualTo("Fixed"));

        static string Name<T>()
            where T : ISbeMessage<T>, allows ref struct
            => T.Name;
    }

    private delegate void Step(ref AllEncoder all);

    private static void Encode(Step step)
    {
        AllEncoder.TryWrap(new byte[512], out var all);
        step(ref all);
    }

    private static void FillUp(Span<byte> body)
    {
        if (!AllEncoder.TryWrap(body, out var all) || !all.TryBeginLegs(3, out var legs))
            return;
        while (legs.TryNext(out var leg) && leg.TryBeginFills(1, out var fills) && fills.TryNext(out var fill))
        {
            fill.GrownSide = Side.Buy;
            if (!fill.TryBeginNotes(1, out var notes) || !notes.TryNext(out var note) || !note.TrySetNote("a note") || !leg.TrySetLegText("text"))
                break;
        }

        _ = all.TryBeginEmpty(1, out var empty) && empty.TryNext(out _) && all.TryBeginNew(2, out var added) && added.TryNext(out _)
            && all.TrySetRaw([1, 2, 3]) && all.TrySetLatin("latin") && all.TrySetNew_Text("text");
        Assert.That(all.EncodedLength, Is.LessThanOrEqualTo(body.Length));
    }
}
