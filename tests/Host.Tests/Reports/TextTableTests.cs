using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tests.Reports;

public sealed class TextTableTests
{
    [Test]
    public void ATableThatFitsIsOneBlock() => Assert.That(Write(int.MaxValue), Is.EqualTo(
        """
          line  group       received  delivered
          A     239.1.1.1         10          9
          B     239.1.1.23         2          1

        """));

    [Test]
    public void AWiderOneIsFoldedBehindWhatNamesItsLines() => Assert.That(Write(30), Is.EqualTo(
        """
          line  group       received
          A     239.1.1.1         10
          B     239.1.1.23         2
          line  group       delivered
          A     239.1.1.1           9
          B     239.1.1.23          1

        """));

    private static string Write(int columnCount)
    {
        using StringWriter text = new() { NewLine = "\n" };
        TextTable table = new("line", "group", "received", "delivered") { LeftColumnCount = 2, KeyColumnCount = 2 };
        table.Add("A", "239.1.1.1", "10", "9");
        table.Add("B", "239.1.1.23", "2", "1");
        table.Write(new TextPage(text, columnCount));
        return text.ToString();
    }
}
