using System.Text;

namespace FeedHandler.Codecs.Generator;

/// <summary>Builds C# text with indentation and line feeds only, so that the same schema gives the same bytes on every machine.</summary>
internal sealed class CodeWriter
{
    private const int IndentWidth = 4;
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isAfterOpen;

    public void Line(string text)
    {
        _isAfterOpen = false;
        if (text.Length > 0)
            _text.Append(' ', _depth * IndentWidth).Append(text);
        _text.Append('\n');
    }

    public void Lines(params string[] lines)
    {
        foreach (string line in lines)
            Line(line);
    }

    /// <summary>Separates members: one empty line, none after an opening brace.</summary>
    public void Gap()
    {
        if (!_isAfterOpen)
            Line("");
        _isAfterOpen = false;
    }

    public void Open(string? head = null)
    {
        if (head is not null)
            Line(head);
        Line("{");
        _depth++;
        _isAfterOpen = true;
    }

    public void Close()
    {
        _depth--;
        Line("}");
    }

    /// <summary>A line that continues the one before, one step deeper.</summary>
    public void Continue(string text)
    {
        _depth++;
        Line(text);
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
