using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

public sealed class ConsolidatedSideTests
{
    [Test]
    public void LevelsOfOnePriceAreAddedAndTheRestIsMergedInOrder()
    {
        using BookTable table = new BookTable(1);
        ref InstrumentBook book = ref table[table.Add(1)];
        book.Clear();
        book.Apply(BookSide.Bid, BookAction.New, 1, 100, 5, 2);
        book.Apply(BookSide.Bid, BookAction.New, 2, 98, 6, 3);
        book.Apply(BookSide.ImpliedBid, BookAction.New, 1, 100, 7, 0);
        book.Apply(BookSide.ImpliedBid, BookAction.New, 2, 99, 8, 0);
        Level[] levels = new Level[12];
        int count = ConsolidatedSide.Copy(book, BookSide.Bid, levels);
        Assert.That(levels[..count], Is.EqualTo(new[] { new Level(1, 100, 12, 2), new Level(2, 99, 8, 0), new Level(3, 98, 6, 3) }));
    }

    [Test]
    public void AsksAscendAndNegativePricesArePrices()
    {
        using BookTable table = new BookTable(1);
        ref InstrumentBook book = ref table[table.Add(1)];
        book.Clear();
        book.Apply(BookSide.Ask, BookAction.New, 1, -5, 1, 1);
        book.Apply(BookSide.ImpliedAsk, BookAction.New, 1, -7, 2, 0);
        Level[] levels = new Level[1];
        Assert.That(ConsolidatedSide.Copy(book, BookSide.Ask, levels), Is.EqualTo(1));
        Assert.That(levels[0], Is.EqualTo(new Level(1, -7, 2, 0)));
    }

    [TestCase(MarketEvent.NullQuantity, 7L, 7L)]
    [TestCase(5L, MarketEvent.NullQuantity, 5L)]
    [TestCase(MarketEvent.NullQuantity, MarketEvent.NullQuantity, MarketEvent.NullQuantity)]
    [TestCase(long.MaxValue - 2, 9L, long.MaxValue - 1)]
    public void QuantitiesThatAreNullAddNothingAndNoSumPassesForNull(long direct, long implied, long expected)
    {
        using BookTable table = new BookTable(1);
        ref InstrumentBook book = ref table[table.Add(1)];
        book.Clear();
        book.Apply(BookSide.Ask, BookAction.New, 1, 100, direct, 2);
        book.Apply(BookSide.ImpliedAsk, BookAction.New, 1, 100, implied, 0);
        Level[] levels = new Level[2];
        Assert.That(ConsolidatedSide.Copy(book, BookSide.Ask, levels), Is.EqualTo(1));
        Assert.That(levels[0], Is.EqualTo(new Level(1, 100, expected, 2)));
    }

    [Test]
    public void AnImpliedSideIsRefused()
    {
        using BookTable table = new BookTable(1);
        table.Add(1);
        Assert.That(() => ConsolidatedSide.Copy(table[0], BookSide.ImpliedBid, new Level[1]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
