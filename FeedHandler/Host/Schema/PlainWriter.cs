using System.Text;
using FeedHandler.Codecs.Dynamic;

namespace FeedHandler.Host.Schema;

/// <summary>Lines with names of schemas on their way to a terminal: nothing in them can act on it.</summary>
/// <param name="inner">Takes the lines.</param>
internal sealed class PlainWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(PlainName.Of(value ?? ""));

    /// <inheritdoc/>
    public override void Write(char value) => throw new NotSupportedException("Whole lines are written.");
}
