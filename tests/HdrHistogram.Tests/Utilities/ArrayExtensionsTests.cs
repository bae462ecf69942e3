using HdrHistogram.Utilities;

namespace HdrHistogram.Tests.Utilities;

[TestFixture]
internal sealed class ArrayExtensionsTests
{
    [Test]
    public void Arrays_are_equal_by_length_elements_and_order()
    {
        long[] source = [1, 2, 3];
        Assert.Multiple(() =>
        {
            Assert.That(source.IsSequenceEqual([1, 2, 3]), Is.True);
            Assert.That(source.IsSequenceEqual([1, 3, 2]), Is.False);
            Assert.That(source.IsSequenceEqual([1, 2]), Is.False);
            Assert.That(source.IsSequenceEqual(null), Is.False);
            Assert.That(((long[]?)null).IsSequenceEqual(source), Is.False);
            Assert.That(((long[]?)null).IsSequenceEqual(null), Is.True);
            Assert.That(((string[])["a"]).IsSequenceEqual(["a"]), Is.True);
        });
    }
}
