namespace FeedHandler.Codecs.Tests.Runtime;

public sealed class SbeTextTests
{
    [TestCase("ES\0\0\0\0", "ES")]
    [TestCase("ES    ", "ES")]
    [TestCase("ES\0 x ", "ES")]
    [TestCase("ESZ6 6", "ESZ6 6")]
    [TestCase("\0\0", "")]
    [TestCase("", "")]
    public void FillingIsNoText(string array, string text)
        => Assert.That(SbeText.Decode(System.Text.Encoding.Latin1.GetBytes(array), isUtf8: false), Is.EqualTo(text));

    [Test]
    public void WrittenTextIsFilledWithZeros()
    {
        byte[] array = [9, 9, 9, 9];
        SbeText.Write(array, "ab", isUtf8: false, "Name");

        Assert.That(array, Is.EqualTo("ab\0\0"u8.ToArray()));
    }

    [Test]
    public void TextThatDoesNotFitIsRefusedByName()
        => Assert.That(
            static () => SbeText.Write(new byte[2], "äb", isUtf8: true, "Name"),
            Throws.ArgumentException.With.Message.Contains("Name").And.Message.Contains("at most 2"));
}
