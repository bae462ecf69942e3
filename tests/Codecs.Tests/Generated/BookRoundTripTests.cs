using FeedHandler.Codecs.Cme;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>What the generated CME encoder writes, the generated view reads.</summary>
public sealed class BookRoundTripTests
{
    private const int Version = MDIncrementalRefreshBook46.SchemaVersion;
    private const int BlockLength = MDIncrementalRefreshBook46.BlockLength;

    [Test]
    public void TheRootBlockComesBack()
    {
        Assert.That(MDIncrementalRefreshBook46.TryWrap(Books.Encode(), BlockLength, Version, out var book), Is.True);

        Assert.That(book.TransactTime, Is.EqualTo(1_478_959_800_000_000_123));
        Assert.That(book.MatchEventIndicator, Is.EqualTo(MatchEventIndicator.LastQuoteMsg | MatchEventIndicator.EndOfEvent));
        Assert.That((book.ActingVersion, book.ActingBlockLength), Is.EqualTo((13, 11)));
        Assert.That(book.TryGetEncodedLength(out var length), Is.True);
        Assert.That(length, Is.EqualTo(11 + 3 + (3 * 32) + 8 + (2 * 24)));
    }

    [Test]
    public void EntriesComeBackByEnumerationAndByIndex()
    {
        MDIncrementalRefreshBook46.TryWrap(Books.Encode(), BlockLength, Version, out var book);

        Assert.That(book.TryGetNoMDEntries(out var entries), Is.True);
        Assert.That((entries.Count, entries.EntryBlockLength), Is.EqualTo((3, 32)));
        int index = 0;
        foreach (var entry in entries)
        {
            Assert.That(entry.MDEntryPx.Mantissa, Is.EqualTo(4_250_250_000_000 - index));
            Assert.That(entry.MDEntryPx.ToDecimal(), Is.EqualTo(new SbeDecimal(4_250_250_000_000 - index, -9)));
            Assert.That(entry.MDEntrySize, Is.EqualTo(10 + index));
            Assert.That(entry.SecurityID, Is.EqualTo(8756));
            Assert.That(entries[index].RptSeq, Is.EqualTo(100 + index));
            Assert.That(entry.MDPriceLevel, Is.EqualTo(index + 1));
            Assert.That(entry.MDUpdateAction, Is.EqualTo(MDUpdateAction.Change));
            Assert.That(entry.MDEntryType, Is.EqualTo(MDEntryTypeBook.Offer));
            index++;
        }

        Assert.That(index, Is.EqualTo(3));
    }

    [Test]
    public void WhatWasNotSetIsNull()
    {
        MDIncrementalRefreshBook46.TryWrap(Books.Encode(), BlockLength, Version, out var book);
        book.TryGetNoMDEntries(out var entries);
        book.TryGetNoOrderIDEntries(in entries, out var orders);

        Assert.That(entries[0].NumberOfOrders, Is.Null);
        Assert.That(entries[0].NumberOfOrdersRaw, Is.EqualTo(MDIncrementalRefreshBook46.NoMDEntriesEntry.NumberOfOrdersNull));
        Assert.That(orders[0].MDOrderPriority, Is.Null);
        Assert.That(orders[1].ReferenceID, Is.EqualTo((byte?)2));
        Assert.That(entries[0].MDEntryPx.IsNull, Is.False);
    }

    [Test]
    public void TheOrdersAreFoundWithAndWithoutTheEntries()
    {
        MDIncrementalRefreshBook46.TryWrap(Books.Encode(), BlockLength, Version, out var book);

        Assert.That(book.TryGetNoMDEntries(out var entries), Is.True);
        Assert.That(book.TryGetNoOrderIDEntries(in entries, out var continued), Is.True);
        Assert.That(book.TryGetNoOrderIDEntries(out var walked), Is.True);
        Assert.That((continued.Count, walked.Count), Is.EqualTo((2, 2)));
        Assert.That(continued[1].OrderID, Is.EqualTo(700_000_000_001));
        Assert.That(walked[1].OrderID, Is.EqualTo(700_000_000_001));
    }

    [Test]
    public void AFieldOfALaterVersionIsNullInAnOlderMessage()
    {
        byte[] body = Books.Encode();
        body[11 + 3 + 27] = 42;
        body[11 + 3 + 28] = body[11 + 3 + 29] = body[11 + 3 + 30] = 0;

        MDIncrementalRefreshBook46.TryWrap(body, BlockLength, 10, out var newer);
        MDIncrementalRefreshBook46.TryWrap(body, BlockLength, 9, out var older);
        newer.TryGetNoMDEntries(out var newerEntries);
        older.TryGetNoMDEntries(out var olderEntries);

        Assert.That(newerEntries[0].TradeableSize, Is.EqualTo(42));
        Assert.That(olderEntries[0].TradeableSize, Is.Null);
        Assert.That(olderEntries[0].TradeableSizeRaw, Is.EqualTo(int.MaxValue));
    }

    [Test]
    public void AGroupOfALaterVersionIsEmptyInAnOlderMessage()
    {
        Span<byte> body = stackalloc byte[64];
        Assert.That(MDIncrementalRefreshBook32Encoder.TryWrap(body, out _), Is.True);

        Assert.That(MDIncrementalRefreshBook32.TryWrap(body[..14], 11, 6, out var book), Is.True);
        Assert.That(book.TryGetNoOrderIDEntries(out var orders), Is.True);
        Assert.That(orders.Count, Is.Zero);
    }

    [Test]
    public void AWiderEntryOfANewerSenderIsSteppedOver()
    {
        byte[] body = new byte[11 + 3 + (2 * 40)];
        MDIncrementalRefreshBook46Encoder.TryWrap(new byte[64], out _);
        body[11] = 40;
        body[13] = 2;
        body[11 + 3 + 40 + 12] = 77;

        MDIncrementalRefreshBook46.TryWrap(body, BlockLength, 99, out var book);
        Assert.That(book.TryGetNoMDEntries(out var entries), Is.True);
        Assert.That(entries[1].SecurityID, Is.EqualTo(77));
        Assert.That(book.ActingVersion, Is.EqualTo(13));
    }

    [TestCase(26, 1, Description = "an entry shorter than its oldest fields")]
    [TestCase(32, 4, Description = "more entries than bytes")]
    [TestCase(65535, 255, Description = "far more")]
    public void AGroupThatDoesNotFitIsMalformed(int entryBlockLength, int count)
    {
        byte[] body = Books.Encode()[..(11 + 3 + (3 * 32))];
        (body[11], body[12], body[13]) = ((byte)entryBlockLength, (byte)(entryBlockLength >> 8), (byte)count);

        Assert.That(MDIncrementalRefreshBook46.TryWrap(body, BlockLength, Version, out var book), Is.True);
        Assert.That(book.TryGetNoMDEntries(out var entries), Is.False);
        Assert.That(entries.Count, Is.Zero);
        Assert.That(book.TryGetNoOrderIDEntries(out _), Is.False);
        Assert.That(book.TryGetEncodedLength(out _), Is.False);
    }

    [TestCase(12, 11)]
    [TestCase(8, 11)]
    [TestCase(-1, 11)]
    [TestCase(int.MinValue, 11)]
    public void ABlockThatDoesNotFitIsMalformed(int blockLength, int bodyLength)
        => Assert.That(MDIncrementalRefreshBook46.TryWrap(new byte[bodyLength], blockLength, Version, out _), Is.False);

    [Test]
    public void AnIndexOutsideTheGroupThrows()
    {
        byte[] body = Books.Encode();

        Assert.That(() => ReadEntry(body, 3), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ReadEntry(body, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void DecodingAllocatesNothing()
    {
        byte[] body = Books.Encode();
        long sum = 0;

        Assert.That(AllocationMeter.BytesOf(() => sum += SumOf(body)), Is.Zero);
        Assert.That(sum, Is.Not.Zero);
    }

    private static int ReadEntry(byte[] body, int index)
    {
        MDIncrementalRefreshBook46.TryWrap(body, BlockLength, Version, out var book);
        book.TryGetNoMDEntries(out var entries);
        return entries[index].SecurityID;
    }

    private static long SumOf(byte[] body)
    {
        MDIncrementalRefreshBook46.TryWrap(body, BlockLength, Version, out var book);
        book.TryGetNoMDEntries(out var entries);
        book.TryGetNoOrderIDEntries(in entries, out var orders);
        long sum = (long)book.TransactTime;
        foreach (var entry in entries)
            sum += entry.MDEntryPx.MantissaRaw + entry.MDEntrySizeRaw + (entry.NumberOfOrders ?? 1) + (long)entry.MDEntryType
                + (entry.TradeableSize ?? 0);
        foreach (var order in orders)
            sum += (long)order.OrderID + (order.MDDisplayQty ?? 2);
        return sum;
    }
}
