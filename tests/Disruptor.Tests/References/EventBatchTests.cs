namespace Disruptor.Tests.References;

public sealed class EventBatchTests
{
    private static readonly string[] Letters = ["a", "b", "c", "d"];

    [Test]
    public void IsAPartOfItsArray()
    {
        var batch = new EventBatch<string>(Letters, 1, 2);
        Assert.That(batch.Length, Is.EqualTo(2));
        Assert.That((batch[0], batch[1]), Is.EqualTo(("b", "c")));
        Assert.That(batch.ToArray(), Is.EqualTo(new[] { "b", "c" }));
        Assert.That(batch.AsEnumerable(), Is.EqualTo(new[] { "b", "c" }));
        Assert.That(batch.AsSpan().ToArray(), Is.EqualTo(new[] { "b", "c" }));
        string joined = "";
        foreach (string letter in batch) joined += letter;
        Assert.That(joined, Is.EqualTo("bc"));
    }

    [Test]
    public void CanBeSliced()
    {
        EventBatch<string> slice = new EventBatch<string>(Letters, 1, 3).Slice(1, 2);
        Assert.That(slice.ToArray(), Is.EqualTo(new[] { "c", "d" }));
    }

    [Test]
    public void KeepsWithinItsBounds()
    {
        var batch = new EventBatch<string>(Letters, 1, 2);
        Assert.That(() => batch[2], Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => batch[-1], Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => batch.Slice(1, 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => batch.Slice(3, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EventBatch<string>(Letters, 3, 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new EventBatch<string>(Letters, -1, 2), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TheDefaultIsEmpty()
    {
        EventBatch<string> batch = default;
        Assert.That(batch.ToArray(), Is.Empty);
        Assert.That(batch.AsEnumerable(), Is.Empty);
        Assert.That(batch.GetEnumerator().MoveNext(), Is.False);
    }
}
