/* placeholder */
#include "internal.h"
void smz_classify(smz_document *document)
{
    uint32_t order = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++)
        document->sentences[i].order = order++;
    document->plain_count = order;
}
