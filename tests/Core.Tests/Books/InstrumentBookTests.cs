using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

public sealed class InstrumentBookTests
{
    private BookTable _table = null!;

    [SetUp]
    public void SetUp() => _table = new BookTable(4);

    [TearDown]
    public void TearDown() => _table.Dispose();

    [Test]
    public void ANewBookIsUnknownAndShowsNoLevel()
    {
        ref InstrumentBook book = ref NewBook();
        Assert.That(book.State, Is.EqualTo(BookState.Unknown));
        Assert.That(book.TryGetLevel(BookSide.Bid, 1, out _), Is.False);
        Assert.That(book.IsKnown(BookSide.Bid, 1), Is.False);
    }

    [Test]
    public void NewMovesDeeperLevelsDownAndDropsTheLast()
    {
        ref InstrumentBook book = ref KnownBook();
        for (uint level = 1u; level <= 10; level++) book.Apply(BookSide.Bid, BookAction.New, level, 100 - level, level, 1);
        book.Apply(BookSide.Bid, BookAction.New, 3, 1000, 77, 5);
        Assert.That(Prices(book, BookSide.Bid), Is.EqualTo(new long[] { 99, 98, 1000, 97, 96, 95, 94, 93, 92, 91 }));
        Assert.That(book.TryGetLevel(BookSide.Bid, 3, out Level level3), Is.True);
        Assert.That(level3, Is.EqualTo(new Level(3, 1000, 77, 5)));
    }

    [Test]
    public void DeleteMovesDeeperLevelsUpAndLeavesTheBottomEmptyAndKnown()
    {
        ref InstrumentBook book = ref KnownBook();
        for (uint level = 1u; level <= 10; level++) book.Apply(BookSide.Ask, BookAction.New, level, 100 + level, level, 1);
        book.Apply(BookSide.Ask, BookAction.Delete, 1, 101, 0, 0);
        Assert.That(Prices(book, BookSide.Ask), Is.EqualTo(new long[] { 102, 103, 104, 105, 106, 107, 108, 109, 110 }));
        Assert.That(book.IsKnown(BookSide.Ask, 10), Is.True);
        Assert.That(book.State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    public void ABookJoinedInMidStreamIsPartialUntilEveryLevelWasStated()
    {
        ref InstrumentBook book = ref NewBook();
        book.SetDepth(2, 0);
        book.IsStated = 1;
        book.Apply(BookSide.Bid, BookAction.Change, 1, 10, 1, 1);
        book.Apply(BookSide.Ask, BookAction.Change, 1, 11, 1, 1);
        book.Apply(BookSide.Ask, BookAction.Change, 2, 12, 1, 1);
        Assert.That(book.State, Is.EqualTo(BookState.Partial));
        Assert.That(book.IsKnown(BookSide.Bid, 2), Is.False);
        book.Apply(BookSide.Bid, BookAction.New, 1, 11, 1, 1);
        Assert.That(book.State, Is.EqualTo(BookState.Whole));
    }

    [TestCase(BookSide.None, BookAction.New, 1u)]
    [TestCase(BookSide.Bid, BookAction.New, 0u)]
    [TestCase(BookSide.Bid, BookAction.New, 11u)]
    [TestCase(BookSide.Bid, BookAction.Overlay, 11u)]
    [TestCase(BookSide.Bid, BookAction.New, uint.MaxValue)]
    [TestCase(BookSide.ImpliedAsk, BookAction.Delete, 3u)]
    [TestCase(BookSide.Bid, (BookAction)6, 1u)]
    [TestCase((BookSide)4, BookAction.Change, 1u)]
    public void WhatNoBookHasIsRefusedAndChangesNothing(BookSide side, BookAction action, uint level)
    {
        ref InstrumentBook book = ref KnownBook();
        book.Apply(BookSide.Bid, BookAction.New, 1, 5, 6, 7);
        Assert.That(book.Apply(side, action, level, 1, 2, 3), Is.False);
        Assert.That(Prices(book, BookSide.Bid), Is.EqualTo(new long[] { 5 }));
        Assert.That(Prices(book, BookSide.ImpliedAsk), Is.Empty);
    }

    [Test]
    public void EverySequenceOfUpdatesAgreesWithABookMadeOfLists([Range(1, 10)] int depth, [Values(1, 2)] int seed)
    {
        Random random = new Random((seed * 1000) + depth);
        ref InstrumentBook book = ref NewBook();
        book.SetDepth(depth, depth % 3);
        NaiveSide[] naive = Enumerable.Range(0, 4).Select(side => new NaiveSide(side < 2 ? depth : depth % 3, isKnown: false)).ToArray();
        for (int i = 0; i < 3000; i++)
        {
            BookSide side = (BookSide)random.Next(4);
            BookAction action = (BookAction)random.Next(i % 100 == 0 ? 6 : 3);
            int level = random.Next(1, 11);
            Level value = new Level(level, random.Next(), random.Next(), side < BookSide.ImpliedBid ? random.Next() : MarketEvent.NullOrders);
            bool isInDepth = level <= book.Depth(side);
            Assert.That(book.Apply(side, action, (uint)level, value.PriceNano, value.Quantity, value.Orders), Is.EqualTo(isInDepth));
            if (isInDepth) naive[(int)side].Apply(action, level, value);
            AssertSame(book, side, naive[(int)side]);
        }
    }

    [Test]
    public void AStaleBookShowsNothingItDoesNotKnow()
    {
        ref InstrumentBook book = ref KnownBook();
        book.Apply(BookSide.Bid, BookAction.New, 1, 5, 6, 7);
        book.MarkStale();
        Assert.That(book.TryGetLevel(BookSide.Bid, 1, out _), Is.False);
        Assert.That(book.State, Is.EqualTo(BookState.Partial));
    }

    [Test]
    public void ABookWhoseDepthIsAssumedNeverPassesForWhole()
    {
        ref InstrumentBook book = ref NewBook();
        book.IsStated = 1;
        book.Clear();
        Assert.That(book.State, Is.EqualTo(BookState.Partial));
        book.SetDepth(10, 2);
        Assert.That(book.State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    public void AChangeOfDepthPutsTheBookInDoubt()
    {
        ref InstrumentBook book = ref KnownBook();
        book.SetDepth(5, 2);
        Assert.That(book.State, Is.EqualTo(BookState.Partial));
    }

    [Test]
    public void PlacesBelowTheDepthNeverHoldALevel()
    {
        ref InstrumentBook book = ref KnownBook();
        book.SetDepth(3, 2);
        book.Clear();
        for (int i = 0; i < 6; i++) book.Apply(BookSide.Bid, BookAction.New, 1, i, i, i);
        for (int i = 0; i < 3; i++) book.Apply(BookSide.Bid, BookAction.Delete, 1, 0, 0, 0);
        Assert.That(Prices(book, BookSide.Bid), Is.Empty);
        Assert.That(book.State, Is.EqualTo(BookState.Whole));
    }

    private static long[] Prices(in InstrumentBook book, BookSide side)
    {
        Level[] levels = new Level[12];
        return levels[..book.CopyLevels(side, levels)].Select(level => level.PriceNano).ToArray();
    }

    private static void AssertSame(in InstrumentBook book, BookSide side, NaiveSide naive)
    {
        foreach ((int number, bool isKnown, Level? expected) in naive.Levels())
        {
            bool isThere = book.TryGetLevel(side, number, out Level level);
            if (book.IsKnown(side, number) == isKnown && isThere == expected.HasValue && (!isThere || level == expected!.Value)) continue;
            Assert.Fail($"{side} {number}: {level}, known {book.IsKnown(side, number)}; expected {expected}, known {isKnown}");
        }
    }

    private ref InstrumentBook NewBook() => ref _table[_table.Add(42)];

    private ref InstrumentBook KnownBook()
    {
        ref InstrumentBook book = ref NewBook();
        book.SetDepth(10, 2);
        book.IsStated = 1;
        book.Clear();
        return ref book;
    }
}
