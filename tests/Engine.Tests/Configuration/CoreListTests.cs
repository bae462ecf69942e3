
namespace FeedHandler.Engine.Tests.Configuration;

public sealed class CoreListTests
{
    [TestCase("0-3,8", "0,1,2,3,8")]
    [TestCase("5", "5")]
    [TestCase("", "")]
    [TestCase("(null)", "")]
    [TestCase("3-x", "")]
    [TestCase("0-99999", "")]
    public void TheKernelsNotationIsRead(string text, string cores) => Assert.That(CoreList.Format(CoreList.Parse(text)), Is.EqualTo(cores));
}
