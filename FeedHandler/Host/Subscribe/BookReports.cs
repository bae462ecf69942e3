using FeedHandler.Client;
using FeedHandler.Engine;

namespace FeedHandler.Host.Subscribe;

/// <summary>Subscribed books in the form of reports.</summary>
internal static class BookReports
{
    /// <summary>The report of a book as it stands.</summary>
    public static InstrumentReport Of(in SubscribedBook book)
    {
        SubscribedInstrument instrument = book.Instrument;
        return InstrumentReport.Of(book.Book, (instrument.Channel, instrument.ChannelId), instrument.Symbol, instrument.DisplayFactorNano, book.EventCount) with
        {
            Index = instrument.InstrumentIndex,
            Orders = OrdersReport.Of(book.Orders),
        };
    }
}
