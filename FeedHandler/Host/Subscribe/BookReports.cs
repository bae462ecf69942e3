using FeedHandler.Client;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;

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
        };
    }

    /// <summary>A price as the exchange displays it, or the wire's where no factor was told.</summary>
    public static string Price(long priceNano, InstrumentReport report) =>
        report.DisplayFactorNano == 0 ? DecimalText.OfNano(priceNano) : DecimalText.OfProduct(priceNano, report.DisplayFactorNano);
}
