using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

/// <summary>Rule: when the memory of a book is touched, at start or when it is added, makes no difference to the book.</summary>
public sealed class BookTableTests
{
    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(int.MaxValue, 3)]
    public void MemoryIsTouchedAtStartOrWhenABookIsAdded(int touchedCount, int touchedByOne)
    {
        using BookTable table = new BookTable(3, touchedCount);
        Assert.That(table.TouchedCount, Is.EqualTo(Math.Min(touchedCount, 3)));

        table.Add(5);
        Assert.That(table.TouchedCount, Is.EqualTo(touchedByOne));
        table.Add(6);
        table.Add(7);
        Assert.That((table.TouchedCount, table.Count, table.Add(8)), Is.EqualTo((3, 3, -1)));
        for (int index = 0; index < 3; index++)
        {
            Assert.That((table[index].SecurityId, table[index].State, table[index].Volume), Is.EqualTo((5L + index, BookState.Unknown, MarketEvent.NullQuantity)));
        }
    }

    [Test]
    public void WhatWasTouchedStaysSoWhenAllIsForgotten()
    {
        using BookTable table = new BookTable(3, 0);
        table.Add(5);
        table.Add(6);
        table.Reset();
        table.Add(7);

        Assert.That((table.TouchedCount, table.Count, table[0].SecurityId), Is.EqualTo((2, 1, 7L)));
    }

    [Test]
    public void FewerThanNoneCannotBeTouched() => Assert.That(static () => new BookTable(3, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
}
