using FeedHandler.Codecs.Cme;

namespace FeedHandler.Codecs.Tests.Generated;

public sealed class EncoderTests
{
    [Test]
    public void TheHeaderSaysWhatTheViewNeeds()
    {
        Span<byte> bytes = stackalloc byte[MDIncrementalRefreshBook46Encoder.HeaderLength];
        MDIncrementalRefreshBook46Encoder.WriteHeader(bytes);

        Assert.That(bytes.ToArray(), Is.EqualTo(new byte[] { 0x0B, 0, 0x2E, 0, 1, 0, 13, 0 }));
        Assert.That(MessageHeader.TryRead(bytes, out var header), Is.True);
        Assert.That((header.BlockLength, header.TemplateId, header.SchemaId, header.Version),
            Is.EqualTo(((ushort)11, (ushort)46, (ushort)1, (ushort)13)));
        Assert.That(MessageHeader.TryRead(bytes[..7], out _), Is.False);
    }

    [Test]
    public void ANewMessageIsValidAndNull()
    {
        byte[] buffer = new byte[SecurityStatus30Encoder.EncodedLengthMin];
        buffer.AsSpan().Fill(0xEE);
        Assert.That(SecurityStatus30Encoder.TryWrap(buffer, out var encoder), Is.True);
        Assert.That(encoder.EncodedLength, Is.EqualTo(30));

        SecurityStatus30.TryWrap(buffer, 30, 13, out var status);
        Assert.That(status.SecurityID, Is.Null);
        Assert.That(status.TradeDate, Is.Null);
        Assert.That(status.HasSecurityTradingStatus, Is.False);
        Assert.That(status.GetAsset(), Is.Empty);
        Assert.That(status.TransactTime, Is.Zero);
    }

    [Test]
    public void TextIsTrimmedAndKeptWhole()
    {
        byte[] buffer = new byte[SecurityStatus30Encoder.EncodedLengthMin];
        SecurityStatus30Encoder.TryWrap(buffer, out var encoder);
        encoder.SetAsset("ES");
        encoder.SecurityGroup = "ABCDEF"u8;
        encoder.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;

        SecurityStatus30.TryWrap(buffer, 30, 13, out var status);
        Assert.That(status.GetAsset(), Is.EqualTo("ES"));
        Assert.That(status.Asset.ToArray(), Is.EqualTo("ES\0\0\0\0"u8.ToArray()));
        Assert.That(status.GetSecurityGroup(), Is.EqualTo("ABCDEF"));
        Assert.That(status.HasSecurityTradingStatus, Is.True);
    }

    [Test]
    public void EveryStepLeavesAWholeMessage()
    {
        byte[] buffer = new byte[512];
        MDIncrementalRefreshBook46Encoder.TryWrap(buffer, out var encoder);
        Assert.That(PartsOf(buffer.AsSpan(0, encoder.EncodedLength)), Is.EqualTo((0, 0)));

        var entries = encoder.BeginNoMDEntries(2);
        Assert.That(PartsOf(buffer.AsSpan(0, encoder.EncodedLength)), Is.EqualTo((0, 0)));
        entries.Next();
        Assert.That(PartsOf(buffer.AsSpan(0, encoder.EncodedLength)), Is.EqualTo((1, 0)));
        var orders = encoder.BeginNoOrderIDEntries(1);
        orders.Next();
        Assert.That(PartsOf(buffer.AsSpan(0, encoder.EncodedLength)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void AGroupOutOfOrderIsRefused() => Assert.That(
        static () =>
        {
            MDIncrementalRefreshBook46Encoder.TryWrap(new byte[512], out var encoder);
            var entries = encoder.BeginNoMDEntries(2);
            encoder.BeginNoOrderIDEntries(0);
            entries.Next();
        },
        Throws.InvalidOperationException.With.Message.Contains("NoMDEntries"));

    [Test]
    public void AnEntryMoreThanBegunIsRefused() => Assert.That(
        static () =>
        {
            MDIncrementalRefreshBook46Encoder.TryWrap(new byte[512], out var encoder);
            encoder.BeginNoMDEntries(0).Next();
        },
        Throws.InvalidOperationException.With.Message.Contains("0 entries"));

    [Test]
    public void ACountThatTheDimensionCannotCarryIsRefused() => Assert.That(
        static () =>
        {
            MDIncrementalRefreshBook46Encoder.TryWrap(new byte[512], out var encoder);
            encoder.BeginNoMDEntries(255);
        },
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("0 to 254"));

    [Test]
    public void AnEntryThatDoesNotFitIsRefused()
    {
        Assert.That(
            static () =>
            {
                MDIncrementalRefreshBook46Encoder.TryWrap(new byte[MDIncrementalRefreshBook46Encoder.EncodedLengthMin + 31],
                    out var encoder);
                encoder.BeginNoMDEntries(1).Next();
            },
            Throws.ArgumentException.With.Message.Contains("54"));
        Assert.That(MDIncrementalRefreshBook46Encoder.TryWrap(new byte[MDIncrementalRefreshBook46Encoder.EncodedLengthMin - 1],
            out _), Is.False);
    }

    private static (int Entries, int Orders) PartsOf(ReadOnlySpan<byte> body)
    {
        Assert.That(MDIncrementalRefreshBook46.TryWrap(body, 11, 13, out var book), Is.True);
        Assert.That(book.TryGetNoMDEntries(out var entries), Is.True);
        Assert.That(book.TryGetNoOrderIDEntries(in entries, out var orders), Is.True);
        Assert.That(book.TryGetEncodedLength(out var length), Is.True);
        Assert.That(length, Is.EqualTo(body.Length));
        return (entries.Count, orders.Count);
    }
}
