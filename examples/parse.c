/* parse.c - JSON, parsed by jansson
 *
 * jansson up to 2.15 at least loses characters of a token when there is no
 * memory for them, and then reads past its end (its issue 362).  So it is never
 * told that memory is short: parsing is left at once instead, and what jansson
 * held until then is freed here, for which there is a list of it.  That is safe
 * as parsing keeps nothing for later; writing JSON may, which jansson does not
 * do here.
 */
#include "command.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>

/* What stands before each block that jansson holds: a ring of them. */
struct held {
    struct held *before;
    struct held *after;
};

_Static_assert(sizeof (struct held) % _Alignof(json_int_t) == 0
               && sizeof (struct held) % _Alignof(double) == 0,
               "what follows is aligned for what jansson holds");

struct parsing {
    struct held blocks;          /* the ring's only link that is no block */
    jmp_buf     out_of_memory;
};

static _Thread_local struct parsing *parsing;  /* NULL: none in this thread */

/* ---- Memory ------------------------------------------------------------- */

static void link_alone(struct held *block)
{
    block->before = block->after = block;
}

static void link_behind(struct held *before, struct held *block)
{
    block->before = before;
    block->after = before->after;
    before->after->before = block;
    before->after = block;
}

static void unlink_block(struct held *block)
{
    block->before->after = block->after;
    block->after->before = block->before;
}

static void *take(size_t size)
{
    struct held *block = NULL;
    if (size <= SIZE_MAX - sizeof *block)
        block = malloc(sizeof *block + size);
    if (block == NULL && parsing != NULL)
        longjmp(parsing->out_of_memory, 1);
    if (block == NULL)
        return NULL;
    if (parsing != NULL)
        link_behind(&parsing->blocks, block);
    else
        link_alone(block);
    return block + 1;
}

static void give_back(void *memory)
{
    if (memory == NULL)
        return;
    struct held *block = (struct held *)memory - 1;
    unlink_block(block);
    free(block);
}

static void give_all_back(struct held *blocks)
{
    struct held *block = blocks->after;
    while (block != blocks) {
        struct held *next = block->after;
        free(block);
        block = next;
    }
    link_alone(blocks);
}

static void set_allocation(void)
{
    json_set_alloc_funcs(take, give_back);
}

/* ---- Parsing ------------------------------------------------------------ */

/* Apart, as a variable that changes beside setjmp() may be lost. */
static json_t *parse_or_leave(const char *json, size_t length, size_t flags,
                              json_error_t *error)
{
    if (setjmp(parsing->out_of_memory) == 0)
        return json_loadb(json, length, flags, error);
    give_all_back(&parsing->blocks);
    /* where json_error_code() looks for it */
    error->text[JSON_ERROR_TEXT_LENGTH - 1] = json_error_out_of_memory;
    return NULL;
}

json_t *parse_json(const char *json, size_t length, size_t flags,
                   json_error_t *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct parsing this;
    pthread_once(&once, set_allocation);
    link_alone(&this.blocks);
    parsing = &this;
    json_t *parsed = parse_or_leave(json, length, flags, error);
    parsing = NULL;
    unlink_block(&this.blocks);  /* what was parsed stays */
    return parsed;
}
