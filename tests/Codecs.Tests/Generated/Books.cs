using FeedHandler.Codecs.Cme;

namespace FeedHandler.Codecs.Tests.Generated;

/// <summary>Encoded CME book messages for tests of the views.</summary>
internal static class Books
{
    public const int EntryCount = 3;
    public const int OrderCount = 2;

    /// <summary>A book message of three entries and two orders, without header.</summary>
    public static byte[] Encode()
    {
        byte[] buffer = new byte[512];
        Assert.That(MDIncrementalRefreshBook46Encoder.TryWrap(buffer, out var book), Is.True);
        book.TransactTime = 1_478_959_800_000_000_123;
        book.MatchEventIndicator = MatchEventIndicator.LastQuoteMsg | MatchEventIndicator.EndOfEvent;
        var entries = book.BeginNoMDEntries(EntryCount);
        for (int index = 0; index < EntryCount; index++)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = 4_250_250_000_000 - index;
            entry.MDEntrySize = 10 + index;
            entry.SecurityID = 8756;
            entry.RptSeq = (uint)(100 + index);
            entry.MDPriceLevel = (byte)(index + 1);
            entry.MDUpdateAction = MDUpdateAction.Change;
            entry.MDEntryType = MDEntryTypeBook.Offer;
        }

        var orders = book.BeginNoOrderIDEntries(OrderCount);
        for (int index = 0; index < OrderCount; index++)
        {
            var order = orders.Next();
            order.OrderID = 700_000_000_000UL + (ulong)index;
            order.ReferenceID = (byte)(index + 1);
            order.OrderUpdateAction = OrderUpdateAction.Delete;
        }

        return buffer[..book.EncodedLength];
    }
}
